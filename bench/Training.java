import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import lesson4j.data.DataLoaders;
import lesson4j.train.Learner;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One epoch of {@code Learner.fit}, each time from the same start through the same batches. */
final class Training implements Supplier<Ours.Run> {
    /** Small enough that what rounding does to a deep net stays small. */
    private static final double LR = 0.01;

    private final DataLoaders dls;
    private final Model net;
    private final Function<DataLoaders, Learner> learner;
    private final INDArray start;

    Training(Path files, DataLoaders dls, Model net, Function<DataLoaders, Learner> learner) {
        this.dls = dls;
        this.net = net;
        this.learner = learner;
        this.start = net.params().dup();
        TorchFiles.write(files, net, dls);
    }

    @Override
    public Ours.Run get() {
        net.setParams(start);
        Learner learn =
                learner.apply(DataLoaders.of(dls.train().fresh(), dls.valid())).quiet();
        return new Ours.Run(() -> learn.fit(1, LR), () -> new double[] {
            learn.recorder().last("train_loss"), net.params().norm2Number().doubleValue()
        });
    }

    /** Returns the milliseconds that the matrix products of all steps would take alone. */
    double limit() {
        var batch = Nd4j.rand(DataType.FLOAT, dls.train().batchSize(), 784);
        return Products.of(net, batch).milliseconds()
                * dls.train().size()
                / dls.train().batchSize();
    }
}
