import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import lesson4j.data.DataLoaders;
import lesson4j.train.Callback;
import lesson4j.train.Fit;
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
    private final int repeats;
    private double part = Double.POSITIVE_INFINITY;

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
        this.repeats = repeats;
        TorchFiles.write(files, net, dls, epochs, repeats);
    }

    @Override
    public Ours.Run get() {
        net.setParams(start);
        Learner learn =
                learner.apply(DataLoaders.of(dls.train().fresh(), dls.valid())).quiet();
        if (repeats > 1) {
            learn.with(new Clock());
        }
        return new Ours.Run(() -> learn.fit(epochs, LR), () ->
                new double[] {learn.recorder().last("train_loss"), length(net.params())});
    }

    /** Returns the milliseconds of the quickest part of a fit with as many examples as the data have without repeats. */
    double part() {
        return part;
    }

    /** Takes the time of each such part. */
    private final class Clock implements Callback {
        private final int batches = (dls.train().size() / repeats + dls.train().batchSize() - 1)
                / dls.train().batchSize();
        private long begun;

        @Override
        public void beforeBatch(Fit fit) {
            if (fit.batch() % batches == 0) {
                begun = System.nanoTime();
            }
        }

        @Override
        public void afterBatch(Fit fit) {
            if (fit.batch() % batches == batches - 1) {
                part = Math.min(part, (System.nanoTime() - begun) / 1e6);
            }
        }
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
