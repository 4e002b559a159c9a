package lesson4j.train;

import static lesson4j.train.Metrics.batchAccuracy;

import java.util.Random;
import lesson4j.Reference;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Nets;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Twenty numbers whose class says which half of them is the larger. */
final class Halves {
    private Halves() {}

    static final INDArray X =
            Reference.matrix(Reference.draw(new Random(5), 4000, 0, 1), 200).castTo(DataType.FLOAT);

    /** Twenty numbers are "one" when their first half is the larger: learnable, not trivial. */
    static INDArray halves() {
        INDArray first = X.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 10)).sum(1);
        INDArray second =
                X.get(NDArrayIndex.all(), NDArrayIndex.interval(10, 20)).sum(1);
        return first.gt(second).castTo(DataType.FLOAT).reshape(200, 1);
    }

    static DataLoaders loaders() {
        INDArray y = halves();
        return DataLoaders.of(
                DataLoader.of(X, y).bs(32).shuffle().seed(1),
                DataLoader.of(X, y).bs(64));
    }

    static Learner learner() {
        return new Learner(loaders(), Nets.simpleNet(20, 8, 1), new MnistLoss(), batchAccuracy()).quiet();
    }
}
