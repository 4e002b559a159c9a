package lesson4j.course;

import static lesson4j.plot.Given.text;
import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.course.Source.Origin;
import lesson4j.data.ImageFolder;
import lesson4j.plot.Progress;

/** Kaggle's Digit Recognizer files: the reader's own where there are any, else written from the pictures. */
final class KaggleCsv {
    private static final int TRAIN = 42_000;
    private static final long SEED = 42;

    private KaggleCsv() {}

    /** Looks for {@code train.csv} or the zip in {@code LESSON_DATA} and in the cache before it writes its own. */
    static Path get(Dataset dataset) {
        String named = DataCache.setting("lesson.data", "LESSON_DATA");
        Path archives = DataCache.archives();
        for (Path place : List.of(named == null ? archives : Path.of(named), archives)) {
            for (Path folder : List.of(place, place.resolve(dataset.folder()))) {
                if (Files.exists(folder.resolve("train.csv"))) {
                    return folder;
                }
            }
        }
        Path zip = archives.resolve(dataset.archive());
        return Files.exists(zip) ? Datasets.unpacked(dataset, zip) : written(dataset);
    }

    private static Path written(Dataset dataset) {
        Path pictures = Datasets.get(Datasets.MNIST);
        boolean mnist = Datasets.isRealMnist(pictures);
        String what = mnist ? "the pictures of MNIST, in another order" : "digits drawn by a program";
        String variant = mnist ? "written" : "written-drawn";
        Path folder = DataCache.get(
                dataset, variant, Origin.WRITTEN, into -> write(pictures, into.resolve(dataset.folder())));
        show(text(
                "Kaggle's files need an account, so train.csv and test.csv are written in their layout from %s."
                        + " To use Kaggle's own, put %s from %s into %s.",
                what, dataset.archive(), dataset.url(), DataCache.archives()));
        return folder;
    }

    static void write(Path pictures, Path folder) throws IOException {
        var files = Fingerprint.files(pictures.resolve("training"));
        files.addAll(Fingerprint.files(pictures.resolve("testing")));
        Collections.shuffle(files, new Random(SEED));
        int cut = Math.min(TRAIN, files.size() * 3 / 5);
        Files.createDirectories(folder);
        write(files.subList(0, cut), true, folder.resolve("train.csv"));
        write(files.subList(cut, files.size()), false, folder.resolve("test.csv"));
        String sample = IntStream.rangeClosed(1, files.size() - cut)
                .mapToObj(i -> i + ",0\n")
                .collect(Collectors.joining("", "ImageId,Label\n", ""));
        Files.writeString(folder.resolve("sample_submission.csv"), sample);
    }

    private static void write(List<Path> files, boolean labelled, Path csv) throws IOException {
        try (var out = Files.newBufferedWriter(csv);
                var progress = Progress.of("Writing " + csv.getFileName(), files.size())) {
            out.write(String.join(",", DigitsCsv.names(labelled)) + "\n");
            for (int i = 0; i < files.size(); i++) {
                Path file = files.get(i);
                var row = new StringBuilder(labelled ? file.getName(file.getNameCount() - 2) + "," : "");
                for (byte pixel : ImageFolder.pixels(file)) {
                    row.append(pixel & 255).append(',');
                }
                row.setCharAt(row.length() - 1, '\n');
                out.append(row);
                progress.at(i);
            }
        }
    }
}
