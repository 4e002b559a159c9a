package lesson4j.train;

import static lesson4j.train.Metrics.accuracy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lesson4j.Reference;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Three classes of 4×4 pictures that are easy to tell apart: a bright row at the top, in the middle or below. */
final class Drawn {
    private Drawn() {}

    static LabelledImages images(int n) {
        INDArray x = Reference.matrix(Reference.draw(new Random(3), 16 * n, 0, 0.6), n)
                .castTo(DataType.FLOAT);
        int[] labels = IntStream.range(0, n).map(i -> i % 3).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 4; j++) {
                x.putScalar(i, 4 * labels[i] + j, 1);
            }
        }
        return new LabelledImages(x, labels, List.of("top", "middle", "below"), 4, 4);
    }

    static DataLoaders loaders() {
        return DataLoaders.of(images(60), images(30)).bs(16).seed(1);
    }

    static Learner learner() {
        return learner(new CrossEntropy());
    }

    static Learner learner(ILossFunction loss) {
        return new Learner(loaders(), Nets.simpleNet(16, 8, 3), loss, accuracy()).quiet();
    }

    /** Returns a net for {@link #loaders} that drops half of its units in training. */
    static MultiLayerNetwork dropout() {
        return Nets.sequential(
                new DenseLayer.Builder()
                        .nIn(16)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build(),
                new DropoutLayer(0.5),
                Nets.nnLinear(8, 3));
    }
}
