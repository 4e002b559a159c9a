package lesson4j.train;

import java.util.function.ToDoubleFunction;
import lesson4j.lean.Net;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How fast the body of a net learns beside its head, which is the last layer. Fastai calls them parameter groups.
 *
 * <p>A graph has both. A stack of layers, as fastai's own {@code Learner} takes it, is one group.
 */
record Groups(double body, double batchNorm) {
    static final Groups ONE = new Groups(1, 1);

    /** The body stays as it is, but its batch norm goes on, at a tenth of the rate. */
    static final Groups FROZEN = new Groups(0, 0.1);

    /** fastai's fine_tune gives the body a hundredth of the head's rate. */
    static final Groups FINE = new Groups(0.01, 0.01);

    ToDoubleFunction<Layer> shares(Net net) {
        return layer -> {
            if (layer == net.end() || !(net.model() instanceof ComputationGraph)) {
                return 1;
            }
            return layer.conf().getLayer() instanceof BatchNormalization ? batchNorm : body;
        };
    }
}
