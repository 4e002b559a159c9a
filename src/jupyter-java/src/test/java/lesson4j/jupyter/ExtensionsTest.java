package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lesson4j.jupyter.error.CodeProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extension that fails to load leaves the others, and the kernel, as they are. */
class ExtensionsTest {
    /** Needs a library that is not there. */
    public static final class Broken implements KernelExtension {
        public Broken() {
            throw new NoClassDefFoundError("org/missing/Library");
        }
    }

    /** Works. */
    public static final class Sound implements KernelExtension {
        public Sound() {}
    }

    @Test
    void oneThatFailsIsToldAndLeftOut(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(
                services.resolve(KernelExtension.class.getName()),
                List.of("no.such.Extension", Broken.class.getName(), Sound.class.getName()));
        List<String> problems = new ArrayList<>();

        List<KernelExtension> found;
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            found = Extensions.load(loader, problems);
        }

        assertThat(found).hasAtLeastOneElementOfType(Sound.class);
        assertThat(found).doesNotHaveAnyElementsOfTypes(Broken.class);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0))
                .startsWith("An extension could not be loaded")
                .contains("no.such.Extension");
        assertThat(problems.get(1)).contains("goes on without it", "org/missing/Library");
    }

    @Test
    void whatANotebookStartsWithIsThereAsIfEachWereWritten() {
        try (var cells = new JShellFixture("java.util.stream.IntStream", "static java.lang.Math.*")) {
            assertThat(cells.run("abs(IntStream.of(-3).sum()) + List.of(1).size()"))
                    .isEqualTo(4);
            assertThat(cells.run("import java.util.stream.LongStream; LongStream.of(2).sum()"))
                    .isEqualTo(2L);
            // a name that the reader takes for something else
            assertThat(cells.run("class Deque { static int of(int n) { return n; } } Deque.of(5)"))
                    .isEqualTo(5);
        }
    }

    @Test
    void aWrongStartImportIsToldInItsOwnWords() {
        assertThatThrownBy(() -> new JShellFixture("java.nowhere.*"))
                .isInstanceOf(CodeProblem.class)
                .hasMessageContaining("package java.nowhere does not exist");
    }
}
