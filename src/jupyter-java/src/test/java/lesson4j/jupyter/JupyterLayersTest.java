package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the kernel's packages in one direction, small, and free of any library but JJava. */
class JupyterLayersTest {
    private static final Path MAIN = Path.of("src/main/java/lesson4j/jupyter");
    private static final int LINES = 1_200;

    /** Each may use those before it. */
    private static final List<String> ORDER = List.of(
            "source",
            "python",
            "classes",
            "error",
            "jvm",
            "output",
            "run",
            "snippet",
            "help",
            "complete",
            "wire",
            "widget",
            "notebook");

    /** What an extension sees; it names no inner package, so all of them may name it. */
    private static final List<String> DOOR =
            List.of("KernelExtension", "Extensions", "Rendering", "Magic", "Page", "Packages", "KernelIdentity");

    private static final Pattern OURS = Pattern.compile("lesson4j\\.jupyter\\.(\\w+)");
    private static final Pattern FOREIGN =
            Pattern.compile("lesson4j\\.(?!jupyter\\b)[a-z]\\w*|(?i:nd4j|deeplearning4j|tablesaw|xchart)|INDArray");

    @Test
    void packagesUseOnlyThoseBeforeThem() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            Matcher used = OURS.matcher(code(file));
            while (used.find()) {
                if (!mayUse(file, used.group(1))) {
                    wrong.add(MAIN.relativize(file) + " uses " + used.group());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingNamesALibraryThatAnExtensionBrings() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            Matcher foreign = FOREIGN.matcher(code(file));
            while (foreign.find()) {
                wrong.add(MAIN.relativize(file) + " names " + foreign.group());
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void packagesAreSmall() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        for (Path file : sources()) {
            lines.merge(packageOf(file), Files.readAllLines(file).size(), Integer::sum);
        }

        assertThat(lines.keySet()).containsAll(ORDER);
        assertThat(lines).allSatisfy((name, count) -> assertThat(count).as(name).isLessThan(LINES));
    }

    private static boolean mayUse(Path file, String used) {
        String own = packageOf(file);
        boolean inner = ORDER.contains(used);
        if (DOOR.contains(name(file))) {
            return !inner;
        }
        if (own.isEmpty()) {
            return true;
        }
        return inner ? ORDER.indexOf(used) <= ORDER.indexOf(own) : DOOR.contains(used);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String packageOf(Path file) {
        return MAIN.relativize(file).getNameCount() == 1
                ? ""
                : MAIN.relativize(file).getName(0).toString();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The code without its comments and its own package line, which may speak of anything. */
    private static String code(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?m)^package .*$", "")
                .replaceAll("\"lesson4j\\.jupyter\\.\"", "");
    }
}
