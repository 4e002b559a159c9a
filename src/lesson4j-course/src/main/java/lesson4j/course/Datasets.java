package lesson4j.course;

import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Show.show;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lesson4j.course.Source.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The lesson's data sets, fetched once and kept: {@code var path = Datasets.get(MNIST_SAMPLE);}.
 *
 * <p>Looked for in this order: the folder of archives named by {@code LESSON_DATA}, the cache, the publisher's address.
 * Where none of them has it, digits drawn by a program take its place and a line says so.
 */
public final class Datasets {
    private static final String LICENCE = "CC BY-SA 3.0";
    private static final String CITATION = "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied"
            + " to document recognition. Proceedings of the IEEE 86 (11), 1998";

    /** Threes and sevens of MNIST: {@code train/3, train/7, valid/3, valid/7, labels.csv}; 14,434 pictures. */
    public static final Dataset MNIST_SAMPLE =
            fastai("MNIST_SAMPLE", "fast-ai-sample", "mnist_sample", 3_214_948, "2dbc7ec6f9259b583af0072c55816a88");

    /** All ten digits of MNIST: {@code training/0 … 9, testing/0 … 9}; 60,000 and 10,000 pictures. */
    public static final Dataset MNIST =
            fastai("MNIST", "fast-ai-imageclas", "mnist_png", 15_683_414, "03639f83c4e3d19e0a3a53a8a997c487");

    /** Kaggle's Digit Recognizer: {@code train.csv, test.csv, sample_submission.csv}; Kaggle wants an account. */
    public static final Dataset DIGIT_RECOGNIZER = new Dataset(
            "DIGIT_RECOGNIZER",
            URI.create("https://www.kaggle.com/competitions/digit-recognizer/data"),
            0,
            "",
            "digit-recognizer.zip",
            "digit-recognizer",
            LICENCE,
            CITATION);

    private Datasets() {}

    private static Dataset fastai(String name, String bucket, String folder, long size, String md5) {
        var url = URI.create("https://s3.amazonaws.com/%s/%s.tgz".formatted(bucket, folder));
        return new Dataset(name, url, size, md5, folder + ".tgz", folder, LICENCE, CITATION);
    }

    /** Returns the catalogue: {@code Datasets.catalogue().get(0).citation()}. */
    public static List<Dataset> catalogue() {
        return List.of(MNIST_SAMPLE, MNIST, DIGIT_RECOGNIZER);
    }

    /**
     * Returns the folder of a data set, fetched and unpacked when it is not there yet.
     *
     * <p>{@code Datasets.get(MNIST_SAMPLE)} ends in {@code mnist_sample}, with {@code train/3} below it.
     */
    public static Path get(Dataset dataset) {
        return DataCache.locked(dataset, () -> {
            Path given = fromLessonData(dataset);
            if (given != null) {
                return given;
            }
            return dataset.isPublic() ? fromPublisher(dataset) : KaggleCsv.get(dataset);
        });
    }

    /**
     * Tells where a data set's files come from and whether they are MNIST's own.
     *
     * <p>{@code Datasets.source(path)} prints {@code the pixels of MNIST, fetched from the publisher}.
     */
    public static Source source(Path folder) {
        return DataCache.source(folder);
    }

    /** Says whether a folder holds MNIST's own pixels, so that the lesson's figures hold: {@code isRealMnist(path)}. */
    public static boolean isRealMnist(Path folder) {
        return source(folder).realMnist();
    }

    private static @Nullable Path fromLessonData(Dataset dataset) {
        String named = DataCache.setting("lesson.data", "LESSON_DATA");
        if (named == null) {
            return null;
        }
        Path archive = Path.of(named).resolve(dataset.archive());
        if (!Files.isDirectory(Path.of(named))) {
            show(text("LESSON_DATA names %s, which is no folder. Going on without it.", named));
        }
        return Files.exists(archive) ? unpacked(dataset, archive) : null;
    }

    /** Unpacks an archive of the reader's own; a changed archive is a new variant. */
    static Path unpacked(Dataset dataset, Path archive) {
        var file = archive.toFile();
        String variant = "given-" + Long.toHexString(file.length() * 31 + file.lastModified());
        // Kaggle's zip has no top folder, so it gets one.
        String top = dataset.isPublic() ? "" : dataset.folder();
        Path folder =
                DataCache.get(dataset, variant, Origin.ARCHIVE, into -> Archive.unpack(archive, into.resolve(top)));
        if (DrawnDigits.canDraw(dataset.folder()) && !isRealMnist(folder)) {
            show(text("The pictures in %s are not MNIST's. The lesson's figures will differ.", archive));
        }
        return folder;
    }

    private static Path fromPublisher(Dataset dataset) {
        var download = new Download(dataset, DataCache.archives().resolve(dataset.archive()));
        try {
            return DataCache.get(dataset, "fetched", Origin.DOWNLOAD, into -> Archive.unpack(download.fetch(), into));
        } catch (UncheckedIOException e) {
            if (!DrawnDigits.canDraw(dataset.folder()) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            show(reason(e));
        }
        Path folder = DataCache.get(
                dataset, "drawn", Origin.DRAWN, into -> DrawnDigits.write(into.resolve(dataset.folder())));
        show(text(
                "Using digits drawn by a program instead of %s: all steps work, but the figures differ from the"
                        + " lesson's.",
                dataset.name()));
        return folder;
    }
}
