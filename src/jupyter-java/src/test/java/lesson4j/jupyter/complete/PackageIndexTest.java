package lesson4j.jupyter.complete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import lesson4j.jupyter.source.Inside;
import org.junit.jupiter.api.Test;

/** When JShell makes its list of packages. */
class PackageIndexTest {
    @Test
    void theListOfPackagesIsMadeWhenItIsAskedForAndNotBefore() {
        var index = new PackageIndex();
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.sourceCodeAnalysis().analyzeCompletion("1+1");
            var list = CompletableFuture.runAsync(
                    () -> Inside.call(shell.sourceCodeAnalysis(), "waitBackgroundTaskFinished"));
            assertThatThrownBy(() -> list.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(packages(shell, "import java.ut")).isEmpty();
            index.await();
            assertThat(packages(shell, "import java.ut")).contains("util");
        } finally {
            index.await();
        }
    }

    private static List<String> packages(JShell shell, String code) {
        return shell.sourceCodeAnalysis().completionSuggestions(code, code.length(), new int[1]).stream()
                .map(Suggestion::continuation)
                // from Java 25 on with a dot behind it
                .map(name -> name.replace(".", ""))
                .toList();
    }
}
