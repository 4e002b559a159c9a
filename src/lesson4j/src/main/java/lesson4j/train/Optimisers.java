package lesson4j.train;

import static lesson4j.plot.Given.given;

import lesson4j.lean.FastaiAdam;
import lesson4j.lean.SgdMomentum;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** The lesson's optimisers by the names people call them. */
final class Optimisers {
    private Optimisers() {}

    static IUpdater named(String name) {
        return switch (given(name, "the optimiser's name")) {
            case "sgd" -> new Sgd();
            case "momentum" -> new SgdMomentum(0.9);
            case "adam" -> new FastaiAdam();
            default ->
                throw new IllegalArgumentException("No optimiser is named '" + name
                        + "'. Take sgd, momentum or adam, or pass one of DL4J's: opt(new AdaMax()).");
        };
    }
}
