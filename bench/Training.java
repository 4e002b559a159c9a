import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import lesson4j.data.DataLoaders;
import lesson4j.train.Learner;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fit of {@code Learner}, each time from the same start through the same batches. */
final class Training implements Supplier<Ours.Run> {
    /** Small enough that what rounding does to a deep net stays small. */
    private static final double LR = 0.01;

    private final DataLoaders dls;
    private final Model net;
    private final Function<DataLoaders, Learner> learner;
    private final INDArray start;
    private final int epochs;

    Training(Path files, DataLoaders dls, Model net, Function<DataLoaders, Learner> learner) {
        this(files, dls, net, learner, 1, 1);
    }

    /** Fits so many epochs on data that hold the same so many times. */
    Training(Path files, DataLoaders dls, Model net, Function<DataLoaders, Learner> learner, int epochs, int repeats) {
        this.dls = dls;
        this.net = net;
        this.learner = learner;
        this.start = net.params().dup();
        this.epochs = epochs;
        TorchFiles.write(files, net, dls, epochs, repeats);
    }

    @Override
    public Ours.Run get() {
        net.setParams(start);
        Learner learn =
                learner.apply(DataLoaders.of(dls.train().fresh(), dls.valid())).quiet();
        return new Ours.Run(() -> learn.fit(epochs, LR), () ->
                new double[] {learn.recorder().last("train_loss"), length(net.params())});
    }

    /** Returns the milliseconds that the matrix products of all steps would take alone. */
    double limit() {
        var batch = Nd4j.rand(DataType.FLOAT, dls.train().batchSize(), 784);
        return Products.of(net, batch).milliseconds()
                * dls.train().size()
                / dls.train().batchSize();
    }

    /** In double precision: floats added up one by one lose a thousandth over five million parameters. */
    private static double length(INDArray params) {
        return params.castTo(DataType.DOUBLE).norm2Number().doubleValue();
    }
}
