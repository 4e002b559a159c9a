package lesson4j.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    static final byte[] BODY = new byte[100_000];
    private static final String MD5;

    static {
        new Random(1).nextBytes(BODY);
        MD5 = DatasetsTest.md5(BODY);
    }

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = temp.resolve("set.tgz");
    }

    private Download download(URI url) {
        return download(url, file);
    }

    static Download download(URI url, Path file) {
        var set = new Dataset("SET", url, BODY.length, MD5, "set.tgz", "set", "", "");
        return new Download(set, file, Duration.ofSeconds(1), Duration.ofMillis(10));
    }

    @Test
    void fetchesAFileAndLeavesNoPart() throws IOException {
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, BODY))) {
            assertThat(download(server.url("/set.tgz")).fetch()).isEqualTo(file);
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
        assertThat(temp).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void asksNobodyWhenTheFileIsThere() throws IOException {
        Files.write(file, BODY);
        try (var server = new Server((exchange, n) -> Server.send(exchange, 500, BODY))) {
            download(server.url("/set.tgz")).fetch();

            assertThat(server.ranges()).isEmpty();
        }
    }

    @Test
    void fetchesAgainWhatIsDamagedOnDisk() throws IOException {
        Files.write(file, new byte[BODY.length]);
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, BODY))) {
            download(server.url("/set.tgz")).fetch();
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        try (var server = new Server((exchange, n) -> {
            if (n == 1) {
                exchange.sendResponseHeaders(200, BODY.length);
                exchange.getResponseBody().write(BODY, 0, 40_000);
                exchange.getResponseBody().flush();
            } else {
                int from = Integer.parseInt(
                        exchange.getRequestHeaders().getFirst("Range").replaceAll("\\D", ""));
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + from + "-" + (BODY.length - 1) + "/" + BODY.length);
                Server.send(exchange, 206, Arrays.copyOfRange(BODY, from, BODY.length));
            }
        })) {
            download(server.url("/set.tgz")).fetch();

            assertThat(server.ranges()).hasSize(2);
            assertThat(server.ranges().get(1)).matches("bytes=[1-9]\\d*-");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void startsOverWhenTheServerCannotGoOn() throws IOException {
        Files.write(temp.resolve("set.tgz.part"), new byte[500]);
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, BODY))) {
            download(server.url("/set.tgz")).fetch();
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void followsARedirect() throws IOException {
        try (var server = new Server((exchange, n) -> {
            if (exchange.getRequestURI().getPath().equals("/old")) {
                exchange.getResponseHeaders().add("Location", "/new");
                Server.send(exchange, 302, new byte[0]);
            } else {
                Server.send(exchange, 200, BODY);
            }
        })) {
            download(server.url("/old")).fetch();
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void triesAgainWhenTheServerIsBusy() throws IOException {
        try (var server = new Server((exchange, n) -> Server.send(exchange, n < 3 ? 503 : 200, BODY))) {
            download(server.url("/set.tgz")).fetch();
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(BODY);
    }

    @Test
    void givesUpAfterFourTruncatedAnswers() {
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, Arrays.copyOf(BODY, 70_000)))) {
            var url = server.url("/set.tgz");

            assertThatThrownBy(() -> download(url).fetch())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("Cannot fetch " + url + ": the connection broke after 70,000 of 100,000 bytes."
                            + " To fetch it by hand: curl -L -o '" + file + "' '" + url + "'");
            assertThat(server.ranges()).hasSize(4);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesAnotherFileOfTheSameSize() {
        byte[] other = new byte[BODY.length];
        try (var server = new Server((exchange, n) -> Server.send(exchange, 200, other))) {
            var url = server.url("/set.tgz");

            assertThatThrownBy(() -> download(url).fetch())
                    .hasMessage("Cannot fetch " + url + ": what arrived has md5 "
                            + DatasetsTest.md5(other) + ", expected " + MD5
                            + ". To fetch it by hand: curl -L -o '" + file + "' '" + url + "'");
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void saysAtOnceThatThereIsNoSuchFile() {
        try (var server = new Server((exchange, n) -> Server.send(exchange, 404, new byte[0]))) {
            var url = server.url("/set.tgz");

            assertThatThrownBy(() -> download(url).fetch())
                    .hasMessage("Cannot fetch " + url + ": the server answers 404."
                            + " To fetch it by hand: curl -L -o '" + file + "' '" + url + "'");
            assertThat(server.ranges()).hasSize(1);
        }
    }

    @Test
    void doesNotWaitForEverWhenNothingComes() {
        try (var server = new Server((exchange, n) -> {
            if (n > 1) {
                Server.send(exchange, 404, new byte[0]);
                return;
            }
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY, 0, 10);
            exchange.getResponseBody().flush();
            pause();
        })) {
            assertThatThrownBy(() -> download(server.url("/set.tgz")).fetch()).isInstanceOf(UncheckedIOException.class);
            assertThat(server.ranges()).hasSize(2);
        }
    }

    @Test
    void saysHowToFetchByHandWhenOffline() {
        var server = new Server((exchange, n) -> {});
        var url = server.url("/set.tgz");
        server.close();

        assertThatThrownBy(() -> download(url).fetch())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot fetch " + url + ": no connection to 127.0.0.1. To fetch it by hand: curl -L -o '"
                        + file + "' '" + url + "'");
    }

    /** Answers a request for the rest as a server should. */
    static void sendRest(HttpExchange exchange) throws IOException {
        sendRest(exchange, BODY);
    }

    static void sendRest(HttpExchange exchange, byte[] body) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= body.length) {
            Server.send(exchange, 416, new byte[0]);
        } else if (range == null) {
            Server.send(exchange, 200, body);
        } else {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
            Server.send(exchange, 206, Arrays.copyOfRange(body, from, body.length));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(4000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
