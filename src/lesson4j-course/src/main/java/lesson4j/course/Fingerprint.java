package lesson4j.course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.reason;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lesson4j.course.Source.Origin;
import lesson4j.data.ImageFolder;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;

/** Knows MNIST by its pixels, whatever archive they came in. */
final class Fingerprint {
    /** The digests of both parts, one after the other, of all of MNIST and of its threes and sevens. */
    private static final Set<String> MNIST = Set.of(
            "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757"
                    + "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
            "4030ab93f08ecefe831db4e80e5115d3d334dfd6d3613f4854a0ef00982969f3"
                    + "e166573fc6d30cccf2ee9ef8cdfa0693773c6dc57b1666f8e289a16fd1cdf2d6");

    /** What {@link #rows} gives for the 70,000 pictures of MNIST. */
    private static final long MNIST_ROWS = 4918295997896930440L;

    private Fingerprint() {}

    /** Looks at all pixels of a data set: both parts of its pictures, or its CSV files. */
    static Source of(Path root, Origin origin) {
        if (Files.exists(root.resolve("train.csv"))) {
            return csv(root.resolve("train.csv"), root.resolve("test.csv"), origin);
        }
        String digest = pixels(root.resolve("training")) + pixels(root.resolve("testing"));
        if (digest.isEmpty()) {
            digest = pixels(root.resolve("train")) + pixels(root.resolve("valid"));
        }
        return new Source(origin, MNIST.contains(digest), digest);
    }

    /** Digests the raw pixels of all classes together, in the order of the numbers in the file names. */
    static String pixels(Path part) {
        if (!Files.isDirectory(part)) {
            return "";
        }
        var files = files(part);
        Function<Path, String> name = file -> file.getFileName().toString();
        files.sort(Comparator.comparing(name.andThen(String::length)).thenComparing(name));
        var digest = DigestUtils.getSha256Digest();
        files.parallelStream().map(ImageFolder::pixels).forEachOrdered(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Lists the pictures of a part, class after class. */
    static List<Path> files(Path part) {
        return ImageFolder.folders(part).stream()
                .map(ImageFolder::files)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Source csv(Path train, Path test, Origin origin) {
        try {
            boolean mnist = Files.exists(test) && rows(train, true) + rows(test, false) == MNIST_ROWS;
            return new Source(origin, mnist, new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(train));
        } catch (IOException e) {
            throw failed(e, "Cannot read %s or test.csv: %s.", train, reason(e));
        }
    }

    /** Sums up a digest of each row's pixels; a sum knows no order, so Kaggle's and ours are alike. */
    static long rows(Path csv, boolean labelled) throws IOException {
        try (var lines = Files.lines(csv, ISO_8859_1)) {
            return lines.skip(1)
                    .parallel()
                    .map(line -> labelled ? line.substring(line.indexOf(',') + 1) : line)
                    .mapToLong(row -> ByteBuffer.wrap(DigestUtils.sha256(row.getBytes(ISO_8859_1)))
                            .getLong())
                    .sum();
        } catch (UncheckedIOException e) {
            throw new IOException(reason(e), e);
        }
    }

    static String md5(Path file) throws IOException {
        return new DigestUtils(MessageDigestAlgorithms.MD5).digestAsHex(file);
    }
}
