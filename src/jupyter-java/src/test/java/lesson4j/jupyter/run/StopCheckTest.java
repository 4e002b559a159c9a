package lesson4j.jupyter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import lesson4j.jupyter.error.CodeStopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopCheckTest {

    /** Stands for a cell's class: a loop that nothing but a stop check ends. */
    public static class Endless {
        public static void run() {
            for (long i = 0; ; i++) {
                if (i < 0) {
                    return;
                }
            }
        }
    }

    private Thread stopped = new Thread();

    @AfterEach
    void letEverythingRunAgain() {
        StopCheck.release(stopped);
    }

    @Test
    void endsALoopThatNothingElseEnds() throws Exception {
        Class<?> woven = new Woven().define(Endless.class);
        Throwable[] thrown = new Throwable[1];
        Thread cell = new Thread(() -> thrown[0] =
                catchThrowable(() -> woven.getMethod("run").invoke(null)).getCause());
        cell.start();
        Thread.sleep(50);

        stopped = cell;
        StopCheck.stopCell(cell);
        cell.join(10_000);

        assertThat(cell.isAlive()).isFalse();
        assertThat(thrown[0]).isInstanceOf(CodeStopped.class);
    }

    @Test
    void leavesOtherThreadsAlone() {
        StopCheck.stopCell(stopped);

        assertThat(catchThrowable(StopCheck::check)).isNull();
    }

    @Test
    void goesOnStoppingAThreadThatWasGivenUp() throws Exception {
        Class<?> woven = new Woven().define(Endless.class);
        CountDownLatch longCall = new CountDownLatch(1);
        Thread abandoned = new Thread(() -> {
            assertThat(catchThrowable(longCall::await)).isNull();
            assertThat(catchThrowable(() -> woven.getMethod("run").invoke(null)))
                    .hasCauseInstanceOf(CodeStopped.class);
        });
        abandoned.start();
        StopCheck.stopCell(abandoned);

        StopCheck.release(stopped);
        longCall.countDown();
        abandoned.join(10_000);

        assertThat(abandoned.isAlive()).isFalse();
    }

    private static final class Woven extends ClassLoader {
        Class<?> define(Class<?> plain) throws IOException {
            String file = "/" + plain.getName().replace('.', '/') + ".class";
            try (InputStream in = plain.getResourceAsStream(file)) {
                byte[] bytes = Weaving.of(in.readAllBytes(), null);
                return defineClass(plain.getName(), bytes, 0, bytes.length);
            }
        }
    }

    @Test
    @SuppressWarnings("CheckReturnValue")
    void wakesWhatSleepsButNotTheCompiler() throws Exception {
        CountDownLatch compiling = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread compiler = new Thread(() -> compile(compiling, end));
        Thread sleeper = new Thread(() -> catchThrowable(() -> Thread.sleep(60_000)));
        compiler.start();
        sleeper.start();
        assertThat(compiling.await(30, TimeUnit.SECONDS)).isTrue();

        StopCheck.wake(compiler);
        StopCheck.wake(sleeper);

        assertThat(compiler.isInterrupted()).isFalse();
        sleeper.join(10_000);
        assertThat(sleeper.isAlive()).isFalse();
        end.countDown();
        compiler.join(10_000);
    }

    /** Compiles a source, in whose midst the compiler waits. */
    @SuppressWarnings("CheckReturnValue")
    private static void compile(CountDownLatch begun, CountDownLatch end) {
        var source = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean lenient) {
                begun.countDown();
                catchThrowable(end::await);
                return "class A {}";
            }
        };
        var task =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, List.of(source));
        catchThrowable(task::parse);
    }
}
