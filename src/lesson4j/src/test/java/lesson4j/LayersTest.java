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

/** Keeps the library's packages in one direction: data, loss and nn, train, export; the parts' own order is the compiler's. */
class LayersTest {
    private static final Path MAIN = Path.of("src/main/java/lesson4j");
    private static final Pattern OURS = Pattern.compile("lesson4j\\.(data|loss|nn|train|export)\\b");
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "data", Set.of("data"),
            "loss", Set.of("loss", "data"),
            "nn", Set.of("nn", "data"),
            "train", Set.of("train", "loss", "nn", "data"),
            "export", Set.of("export", "train", "loss", "nn", "data"));

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
