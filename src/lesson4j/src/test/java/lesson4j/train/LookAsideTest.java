package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lesson4j.data.Seed;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A reader draws a digit while a net is trained: another thread asks it, and the fit stays what it is. */
class LookAsideTest {
    private static final int EPOCHS = 400;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFitIsTheSameWhileAnotherThreadAsksTheNet(boolean dropout) throws Exception {
        INDArray alone = fitted(dropout, false);

        assertThat(fitted(dropout, true)).isEqualTo(alone);
    }

    private static INDArray fitted(boolean dropout, boolean asked) throws Exception {
        Seed.set(5);
        var net = dropout ? Drawn.dropout() : Nets.simpleNet(16, 8, 3);
        var learn = new Learner(Drawn.loaders(), net, new CrossEntropy()).quiet();
        var failed = new AtomicReference<Throwable>();
        var answers = new AtomicInteger();
        Thread reader = new Thread(() -> ask(learn, answers));
        reader.setUncaughtExceptionHandler((thread, thrown) -> failed.set(thrown));
        if (asked) {
            reader.start();
            while (answers.get() == 0 && failed.get() == null) {
                Thread.onSpinWait();
            }
        }
        int before = answers.get();
        learn.fit(EPOCHS, 0.1);
        int during = answers.get() - before;
        reader.interrupt();
        reader.join();
        assertThat(failed.get()).isNull();
        assertThat(during > 0).isEqualTo(asked);
        return net.params().dup();
    }

    private static void ask(Learner learn, AtomicInteger answers) {
        INDArray one = Nd4j.createFromArray(new float[16]).reshape(1, 16);
        while (!Thread.currentThread().isInterrupted()) {
            double sum = learn.predict(one).preds().sumNumber().doubleValue();
            assertThat(sum).isBetween(0.999, 1.001);
            answers.incrementAndGet();
        }
    }
}
