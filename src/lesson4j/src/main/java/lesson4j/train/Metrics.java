package lesson4j.train;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The lesson's metrics: {@code new Learner(dls, net, loss, accuracy())}. */
public final class Metrics {
    private Metrics() {}

    /** Returns the share of right answers, 0..1: the class that the outputs mean against the target's. */
    public static Metric accuracy() {
        return Metric.ofClasses("accuracy", Metrics::shareEqual);
    }

    /** Returns the lesson's {@code batch_accuracy}, 0..1: an output whose sigmoid is above ½ says 1. */
    public static Metric batchAccuracy() {
        return Metric.ofClasses("batch_accuracy", Metrics::shareEqual);
    }

    private static double shareEqual(INDArray preds, INDArray targs) {
        int[] said = preds.toIntVector();
        int[] right = targs.toIntVector();
        long equal =
                IntStream.range(0, said.length).filter(i -> said[i] == right[i]).count();
        return equal / (double) said.length;
    }
}
