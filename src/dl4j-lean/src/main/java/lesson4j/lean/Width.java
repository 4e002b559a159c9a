package lesson4j.lean;

import java.util.Optional;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** How many numbers of an example go into a layer, for those layers that say so. */
final class Width {
    private Width() {}

    /**
     * Returns how many numbers a layer takes. It is nothing for layers in which nIn means something else, as an embedding's.
     *
     * @param before what turns its input into pictures, if anything does
     */
    static OptionalLong of(Optional<InputPreProcessor> before, Layer conf) {
        if (before.isPresent()) {
            return before.get() instanceof FeedForwardToCnnPreProcessor pictures
                    ? OptionalLong.of(pictures.getNumChannels() * pictures.getInputHeight() * pictures.getInputWidth())
                    : OptionalLong.empty();
        }
        if (conf instanceof Sized own) {
            return OptionalLong.of(own.inputs());
        }
        boolean says = conf instanceof DenseLayer || conf instanceof OutputLayer || conf instanceof BatchNormalization;
        return says ? OptionalLong.of(((FeedForwardLayer) conf).getNIn()) : OptionalLong.empty();
    }

    /**
     * Checks that a layer takes what the one before it gives; our steps read memory by these numbers.
     *
     * @param layer the layer's name, or its number
     * @throws IllegalArgumentException when it does not
     */
    static void check(String layer, Layer conf, long takes, long given) {
        if (takes != given) {
            throw new IllegalArgumentException(
                    "Layer " + layer + " (" + conf.getClass().getSimpleName() + ") takes " + takes
                            + " numbers but what is before it gives " + given + ". Make the two equal.");
        }
    }
}
