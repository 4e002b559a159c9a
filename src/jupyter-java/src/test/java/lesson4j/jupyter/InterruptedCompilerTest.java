package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import lesson4j.jupyter.run.TimeLimit;
import org.junit.jupiter.api.Test;

/** An interrupt while the compiler reads a jar closes that jar: from then on its classes do not exist for any cell. */
class InterruptedCompilerTest {
    private static final String QUESTION = "new ClassReader(new byte[0]).getCl|";

    @Test
    void aQuestionThatTakesTooLongLeavesTheJarsOpen() throws Exception {
        try (var shell = new JShellFixture("org.objectweb.asm.*")) {
            for (long millis = 0; millis < 300; millis += millis / 4 + 1) {
                try {
                    TimeLimit.ofCompiler(millis, () -> {
                        synchronized (shell) {
                            return shell.complete(QUESTION);
                        }
                    });
                } catch (TimeoutException tooLong) {
                    continue;
                }
            }
            synchronized (shell) {
                assertThat(shell.complete(QUESTION)).contains("getClassName()");
                assertThat(shell.run("new ClassWriter(0).toByteArray().length > 0 && Opcodes.ASM9 > 0"))
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void anInterruptThatIsPendingReachesNoJar() throws Exception {
        try (var shell = new JShellFixture("org.objectweb.asm.*")) {
            Thread.currentThread().interrupt();

            assertThat(shell.run("Opcodes.ASM9 > 0")).isEqualTo(true);
        } finally {
            Thread.interrupted();
        }
    }
}
