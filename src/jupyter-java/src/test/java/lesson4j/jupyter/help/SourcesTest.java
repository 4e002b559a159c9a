package lesson4j.jupyter.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JShell is shown as sources. */
class SourcesTest {
    @Test
    void aJarThatCannotBeReadIsShownAsItIs(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken-sources.jar"), "half of it");

        assertThat(Sources.opened(broken)).isEqualTo(broken);
        assertThat(Sources.opened(folder)).isEqualTo(folder);
    }

    @Test
    void aJarIsShownAsTheFolderThatIsInIt() {
        String[] places = System.getProperty("java.class.path").split(File.pathSeparator);
        Path jar = Arrays.stream(places)
                .filter(place -> place.contains("assertj"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();

        assertThat(Sources.opened(jar).resolve("org/assertj/core/api/Assertions.class"))
                .isRegularFile();
    }
}
