import static lesson4j.nn.Nets.nnConv2d;
import static lesson4j.nn.Nets.nnLinear;
import static lesson4j.nn.Nets.nnReLU;
import static lesson4j.nn.Nets.sequential;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/** Nets one step beside the lesson's. */
final class Beside {
    private static final InputType DIGIT = InputType.convolutionalFlat(28, 28, 1);

    private Beside() {}

    static MultiLayerNetwork wide() {
        return sequential(nnLinear(784, 2000), nnReLU(), nnLinear(2000, 2000), nnReLU(), nnLinear(2000, 10));
    }

    static MultiLayerNetwork leaky() {
        return sequential(nnLinear(784, 500), new ActivationLayer(Activation.LEAKYRELU), nnLinear(500, 10));
    }

    static MultiLayerNetwork dropout() {
        return sequential(nnLinear(784, 500), nnReLU(), new DropoutLayer(0.5), nnLinear(500, 10));
    }

    static MultiLayerNetwork norm() {
        var norm = new BatchNormalization.Builder().useLogStd(false).nIn(500).nOut(500);
        return sequential(nnLinear(784, 500), norm.build(), nnReLU(), nnLinear(500, 10));
    }

    static MultiLayerNetwork averages() {
        return sequential(
                DIGIT,
                nnConv2d(1, 8, 3, 1),
                nnReLU(),
                pooling(PoolingType.AVG),
                nnConv2d(8, 16, 3, 1),
                nnReLU(),
                pooling(PoolingType.AVG),
                nnLinear(16 * 7 * 7, 10));
    }

    static MultiLayerNetwork channels() {
        return sequential(
                DIGIT,
                nnConv2d(1, 64, 3, 1),
                nnReLU(),
                nnConv2d(64, 64, 3, 1),
                nnReLU(),
                pooling(PoolingType.MAX),
                nnLinear(64 * 14 * 14, 10));
    }

    private static SubsamplingLayer pooling(PoolingType kind) {
        return new SubsamplingLayer.Builder(kind).kernelSize(2, 2).stride(2, 2).build();
    }
}
