package lesson4j.train;

import java.util.stream.IntStream;
import lesson4j.loss.Decode;

/** The lesson's metrics: {@code new Learner(dls, net, loss, accuracy())}. */
public final class Metrics {
    private Metrics() {}

    /** Returns the share of right answers, 0..1: the largest output's class against the target's. */
    public static Metric accuracy() {
        return Metric.of(
                "accuracy", (preds, targs) -> shareEqual(Decode.indices(preds, 0), Decode.indices(targs, 0.5)));
    }

    /** Returns the lesson's {@code batch_accuracy}, 0..1: an output above 0, whose sigmoid is above ½, says 1. */
    public static Metric batchAccuracy() {
        return Metric.of("batch_accuracy", accuracy().function());
    }

    private static double shareEqual(int[] preds, int[] targs) {
        long equal = IntStream.range(0, preds.length)
                .filter(i -> preds[i] == targs[i])
                .count();
        return equal / (double) preds.length;
    }
}
