package lesson4j.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lesson4j.course.DownloadTest.BODY;
import static lesson4j.course.DownloadTest.download;
import static lesson4j.course.DownloadTest.sendRest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What already lies in the part that a download goes on with. */
class DownloadPartTest {

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = temp.resolve("set.tgz");
    }

    /** Whatever lies in the part, the next fetch gives the right file. */
    @ParameterizedTest
    @ValueSource(ints = {1, 500, 99_999, 100_000, 100_001, 250_000})
    void aPartOfAnythingElseIsFetchedAnewAtOnce(int size) throws IOException {
        byte[] portal =
                "<html>Sign in first</html>".repeat(10_000).substring(0, size).getBytes(UTF_8);
        Files.write(temp.resolve("set.tgz.part"), portal);
        try (var server = new Server((exchange, n) -> sendRest(exchange))) {
            download(server.url("/set.tgz"), file).fetch();
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
        assertThat(temp).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aPageToSignInAtTakesNothingOfWhatIsThere() throws IOException {
        Files.write(temp.resolve("set.tgz.part"), Arrays.copyOf(BODY, 60_000));
        try (var server =
                new Server((exchange, n) -> Server.send(exchange, 200, "<html>Sign in</html>".getBytes(UTF_8)))) {
            URI url = server.url("/set.tgz");
            assertThatThrownBy(() -> download(url, file).fetch())
                    .hasMessageStartingWith("Cannot fetch " + url
                            + ": the server sends 20 bytes, not 100,000; it may be a page to sign in at. To fetch it");
        }
        assertThat(temp.resolve("set.tgz.part")).hasBinaryContent(Arrays.copyOf(BODY, 60_000));

        try (var server = new Server((exchange, n) -> sendRest(exchange))) {
            download(server.url("/set.tgz"), file).fetch();
            assertThat(server.ranges()).containsExactly("bytes=60000-");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void aPageOfNoToldLengthPoisonsNothing() throws IOException {
        Files.write(temp.resolve("set.tgz.part"), Arrays.copyOf(BODY, 60_000));
        try (var server = new Server((exchange, n) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<html>Sign in</html>".getBytes(UTF_8));
            exchange.close();
        })) {
            URI url = server.url("/set.tgz");
            assertThatThrownBy(() -> download(url, file).fetch()).isInstanceOf(UncheckedIOException.class);
        }

        try (var server = new Server((exchange, n) -> sendRest(exchange))) {
            download(server.url("/set.tgz"), file).fetch();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void anotherPartThanAskedForIsNotTaken() throws IOException {
        for (String range : new String[] {"bytes 0-49999/100000", "bytes 50001-99999/100000", "pages 3", ""}) {
            Files.deleteIfExists(file);
            Files.write(temp.resolve("set.tgz.part"), Arrays.copyOf(BODY, 50_000));
            try (var server = new Server((exchange, n) -> {
                if (n == 1) {
                    exchange.getResponseHeaders().add("Content-Range", range);
                    Server.send(exchange, 206, Arrays.copyOf(BODY, 50_000));
                } else {
                    sendRest(exchange);
                }
            })) {
                download(server.url("/set.tgz"), file).fetch();
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
        }
    }

    @Test
    void refusalsKeepWhatIsThere() throws IOException {
        for (int status : new int[] {302, 401, 403, 404, 407, 451}) {
            Files.write(temp.resolve("set.tgz.part"), Arrays.copyOf(BODY, 60_000));
            try (var server = new Server((exchange, n) -> Server.send(exchange, status, new byte[0]))) {
                URI url = server.url("/set.tgz");
                assertThatThrownBy(() -> download(url, file).fetch())
                        .hasMessageContaining("the server answers " + status);
            }
            assertThat(temp.resolve("set.tgz.part")).hasSize(60_000);
        }
    }
}
