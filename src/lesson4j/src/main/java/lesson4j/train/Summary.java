package lesson4j.train;

import java.util.Locale;
import lesson4j.lean.TrainStep;
import lesson4j.nn.NetText;

/** A learner's parts as text. */
final class Summary {
    private Summary() {}

    static String of(Learner learner, String optimiser, TrainStep step) {
        var net = learner.anyNet();
        return NetText.of(net.layers(), net.params().length())
                + String.format(
                        Locale.ROOT,
                        "%n%nloss: %s, optimiser: %s, training step: %s",
                        learner.loss().name(),
                        optimiser,
                        step.describe());
    }
}
