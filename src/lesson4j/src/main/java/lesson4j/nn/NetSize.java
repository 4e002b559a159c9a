package lesson4j.nn;

import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** Refuses a net that no machine of the course could hold, before memory is taken for it. */
final class NetSize {
    /** As floats 2 GB; training takes twice as much. */
    private static final long MOST = 500_000_000;

    private NetSize() {}

    /** Counts the parameters of layers that are not made yet. */
    static void check(Stream<NeuralNetConfiguration> layers) {
        check(layers.mapToDouble(conf -> conf.getLayer().initializer().numParams(conf))
                .map(count -> count < 0 ? Double.POSITIVE_INFINITY : count) // it went over the largest number
                .sum());
    }

    static void check(double all) {
        if (all > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Expected a net of at most %,d parameters, which take 2 GB, but found %,.0f. Make its layers"
                            + " smaller; the lesson's have 784 inputs and 30 to 100 hidden units.",
                    MOST,
                    all));
        }
    }
}
