package lesson4j.step;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/** Tells layers that do their textbook operation and nothing else, which is all that our own steps compute. */
final class Plain {
    private Plain() {}

    /** Returns whether a layer has no dropout, decay, noise, constraint or clipping, and an activation of ours. */
    static boolean is(Layer conf) {
        boolean bare = conf.getIDropout() == null && empty(conf.getConstraints());
        return bare
                && (!(conf instanceof BaseLayer base)
                        || isUnregularised(base) && activation(base).isPresent());
    }

    /** Returns whether the same holds, whatever the activation is; the loss brings that of the last layer. */
    static boolean isEnd(Layer conf) {
        return conf.getIDropout() == null
                && empty(conf.getConstraints())
                && conf instanceof BaseLayer base
                && isUnregularised(base);
    }

    static Optional<Pointwise> activation(BaseLayer conf) {
        return Pointwise.of(conf.getActivationFn());
    }

    private static boolean isUnregularised(BaseLayer conf) {
        return empty(conf.getRegularization())
                && empty(conf.getRegularizationBias())
                && conf.getWeightNoise() == null
                && (conf.getGradientNormalization() == null
                        || conf.getGradientNormalization().name().equals("None"));
    }

    private static boolean empty(@Nullable List<?> list) {
        return list == null || list.isEmpty();
    }
}
