package lesson4j.course;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import lesson4j.plot.Progress;
import org.apache.commons.io.file.PathUtils;

/**
 * Fetches one file, whole or not at all: checked by its digest, resumed where a connection broke.
 *
 * <p>What has arrived waits in {@code file.part} for the next try. {@code HttpURLConnection} is used because it gives up
 * when the next bytes do not come; the newer {@code HttpClient} waits for ever.
 *
 * @param patience how long to wait for a connection, an answer, or the next bytes
 * @param backOff half the pause before the second try; it doubles each time
 */
record Download(Dataset dataset, Path file, Duration patience, Duration backOff) {
    private static final int ATTEMPTS = 4;

    Download(Dataset dataset, Path file) {
        this(dataset, file, Duration.ofSeconds(15), Duration.ofMillis(250));
    }

    /** Returns the file, fetched now unless a copy with the right digest is there already. */
    Path fetch() {
        try (var progress = Progress.of("Fetching " + file.getFileName(), dataset.size())) {
            if (!isWhole(file)) {
                PathUtils.createParentDirectories(file);
                fetch(progress, 1);
                keepOther();
                Files.move(part(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            String byHand = "curl -L -o '%s' '%s'".formatted(file, dataset.url());
            throw failed(e, "Cannot fetch %s: %s. To fetch it by hand: %s", dataset.url(), reason(e), byHand);
        }
    }

    private boolean isWhole(Path archive) throws IOException {
        return Files.exists(archive)
                && Files.size(archive) == dataset.size()
                && Fingerprint.md5(archive).equals(dataset.md5());
    }

    /** A file of this name that is another may be the reader's own: it is moved aside. */
    private void keepOther() throws IOException {
        if (Files.exists(file)) {
            Path aside = DataCache.free(file.resolveSibling(file.getFileName() + ".other"));
            show(text("%s is not the archive that %s names; it is kept as %s.", file, dataset.url(), aside));
            Files.move(file, aside);
        }
    }

    private void fetch(Progress progress, int attempt) throws IOException {
        try {
            once(progress);
        } catch (ProtocolException e) {
            throw e; // the next try would find the same
        } catch (IOException e) {
            if (attempt == ATTEMPTS) {
                throw e;
            }
            LockSupport.parkNanos(backOff.toNanos() << attempt);
            fetch(progress, attempt + 1);
        }
    }

    private Path part() {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Goes on with what is there. Where that gives another file, what was there was wrong, and all is fetched anew. */
    private void once(Progress progress) throws IOException {
        long have = have();
        if (have > 0 && have <= dataset.size()) {
            resume(have, progress);
            if (isWhole(part())) {
                return;
            }
        }
        Files.deleteIfExists(part());
        resume(0, progress);
        if (!isWhole(part())) {
            String found = Fingerprint.md5(part());
            Files.delete(part());
            throw new ProtocolException(text("what arrived has md5 %s, expected %s", found, dataset.md5()));
        }
    }

    private long have() throws IOException {
        return Files.exists(part()) ? Files.size(part()) : 0;
    }

    private void resume(long have, Progress progress) throws IOException {
        if (have >= dataset.size() && have > 0) {
            return;
        }
        var connection = connect(have);
        try (var body = connection.getInputStream()) {
            boolean goesOn = connection.getResponseCode() == 206;
            if (goesOn && !text("bytes %d-", have).equals(range(connection))) {
                Files.deleteIfExists(part());
                throw new IOException("the server sends another part than was asked for");
            }
            long length = connection.getContentLengthLong();
            if (!goesOn && length >= 0 && length < have) {
                String advice = "it may be a page to sign in at";
                throw new ProtocolException(
                        text("the server sends %,d bytes, not %,d; %s", length, dataset.size(), advice));
            }
            save(body, goesOn ? have : 0, progress);
        }
    }

    /** Returns the beginning of a Content-Range: {@code bytes 500-}. */
    private static String range(HttpURLConnection connection) {
        String range = connection.getHeaderField("Content-Range");
        return range == null ? "" : range.substring(0, range.indexOf('-') + 1);
    }

    private HttpURLConnection connect(long have) throws IOException {
        var connection = (HttpURLConnection) dataset.url().toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setRequestProperty("User-Agent", "Lesson4j");
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            connection.connect();
        } catch (SocketException | SocketTimeoutException | UnknownHostException e) {
            throw new ProtocolException("no connection to " + dataset.url().getHost());
        }
        check(connection.getResponseCode());
        return connection;
    }

    private void check(int status) throws IOException {
        if (status == 416) {
            Files.deleteIfExists(part());
            throw new IOException("the server has nothing after what is there");
        } else if (status >= 300 && status < 500 && status != 408 && status != 429) {
            throw new ProtocolException("the server answers " + status);
        } else if (status != 200 && status != 206) {
            throw new IOException("the server answers " + status);
        }
    }

    private void save(InputStream body, long have, Progress progress) throws IOException {
        try (var out = Files.newOutputStream(part(), CREATE, have > 0 ? APPEND : TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[1 << 16];
            int n;
            while (have <= dataset.size() && (n = body.read(buffer)) >= 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new ProtocolException("the download was stopped");
                }
                out.write(buffer, 0, n);
                progress.at(have += n);
            }
        }
        if (have < dataset.size()) {
            throw new IOException(text("the connection broke after %,d of %,d bytes", have, dataset.size()));
        }
    }
}
