package lesson4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the packages in one direction: plot, data, loss and nn, step, train, kernel; jupyter beside them. */
class LayersTest {
    private static final Path MAIN = Path.of("src/main/java/lesson4j");
    private static final Pattern OURS = Pattern.compile("lesson4j\\.(plot|data|loss|nn|step|train|kernel|jupyter)\\b");
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "plot", Set.of("plot"),
            "data", Set.of("data", "plot"),
            "loss", Set.of("loss", "data", "plot"),
            "nn", Set.of("nn", "data", "plot"),
            "step", Set.of("step", "loss", "nn", "data", "plot"),
            "train", Set.of("train", "step", "loss", "nn", "data", "plot"),
            "jupyter", Set.of("jupyter"),
            "kernel", Set.of("kernel", "jupyter", "train", "step", "loss", "nn", "data", "plot"));

    @Test
    void packagesUseOnlyThoseBelowThem() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String own = MAIN.relativize(file).getName(0).toString();
            Matcher used = OURS.matcher(code(file));
            while (used.find()) {
                if (!MAY_USE.get(own).contains(used.group(1))) {
                    wrong.add(file + " uses " + used.group());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyTheKernelKnowsJupyter() throws IOException {
        List<Path> knowing = new ArrayList<>();
        for (Path file : sources()) {
            if (code(file).contains("org.dflib.jjava")) {
                knowing.add(file);
            }
        }

        assertThat(knowing)
                .isNotEmpty()
                .allMatch(file -> file.startsWith(MAIN.resolve("kernel")) || file.startsWith(MAIN.resolve("jupyter")));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The code without its comments, which may speak of anything. */
    private static String code(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "");
    }
}
