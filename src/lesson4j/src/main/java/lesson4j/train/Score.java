package lesson4j.train;

import static lesson4j.plot.Given.given;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;

/**
 * What a trained learner reaches on a test set, and what that took: {@code Score.of(learn, test)}.
 *
 * @param wrong how many examples it names wrongly
 * @param of how many there are
 * @param parameters how many numbers were trained
 * @param seconds how long its last fit took
 */
public record Score(int wrong, int of, long parameters, double seconds) {

    /** Counts the wrong answers of a learner after its fit, over all examples of a loader. */
    public static Score of(Learner learn, DataLoader<Batch> test) {
        var preds = given(learn, "the learner").getPreds(test);
        int[] said = preds.classes().toIntVector();
        int[] right = preds.targets().toIntVector();
        int wrong = (int)
                IntStream.range(0, said.length).filter(i -> said[i] != right[i]).count();
        double seconds = DoubleStream.of(learn.recorder().of("time")).sum();
        return new Score(wrong, said.length, learn.anyNet().params().length(), seconds);
    }
}
