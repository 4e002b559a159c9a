package lesson4j.train;

import lesson4j.loss.Decode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The lesson's metrics: {@code new Learner(dls, net, loss, accuracy())}. */
public final class Metrics {
    private Metrics() {}

    /** Returns the share of right answers, 0..1: the largest output's class against the target's. */
    public static Metric accuracy() {
        return Metric.of("accuracy", (preds, targs) -> shareEqual(Decode.classes(raw(preds)), Decode.classes(targs)));
    }

    /** Returns the lesson's {@code batch_accuracy}, 0..1: an output above 0, whose sigmoid is above ½, says 1. */
    public static Metric batchAccuracy() {
        return Metric.of("batch_accuracy", accuracy().function());
    }

    /** A single raw output says 1 above 0; moved by ½, the same rule decodes it as decodes a target. */
    private static INDArray raw(INDArray preds) {
        return preds.size(1) == 1 ? preds.add(0.5) : preds;
    }

    private static double shareEqual(INDArray preds, INDArray targs) {
        return preds.eq(targs).castTo(DataType.DOUBLE).meanNumber().doubleValue();
    }
}
