import static lesson4j.course.Datasets.DIGIT_RECOGNIZER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import lesson4j.course.Datasets;
import lesson4j.course.Digits;
import lesson4j.data.Examples;
import lesson4j.data.ImageFolder;
import lesson4j.data.LabelledImages;
import lesson4j.data.Photos;

/** What reads files: pictures into a tensor, a CSV file into a table. */
final class Reading {
    private static final int PHOTOGRAPHS = 10_000;
    private static final int SIDE = 64;

    private Reading() {}

    static Supplier<Ours.Run> pictures(Path path) {
        var read = new LabelledImages[1];
        return () -> new Ours.Run(() -> read[0] = ImageFolder.labelled(path), () -> new double[] {
            read[0].size(), DoubleStream.of(read[0].x().data().asDouble()).sum()
        });
    }

    /** Photographs in colour, the square in their middle made smaller. */
    static Supplier<Ours.Run> photographs(Path folder) {
        Path path = Photographs.in(folder, PHOTOGRAPHS);
        text(folder.resolve("photographs.path"), path);
        var read = new Examples[1];
        return () -> new Ours.Run(() -> read[0] = Photos.colour(SIDE).read(path), () -> new double[] {
            read[0].size(), DoubleStream.of(read[0].x().sum(1).toDoubleVector()).sum()
        });
    }

    static Supplier<Ours.Run> table(Path folder) {
        Path csv = Datasets.get(DIGIT_RECOGNIZER).resolve("train.csv");
        text(folder.resolve("csv.path"), csv);
        double[] results = new double[3];
        return () -> new Ours.Run(
                () -> {
                    var table = Digits.readCsv(csv);
                    results[0] = table.rowCount();
                    results[1] = table.shortColumn("label").sum();
                    results[2] = table.shortColumn("pixel406").sum();
                },
                () -> results);
    }

    /** Tells the peer where something lies. */
    static void text(Path file, Path content) {
        try {
            Files.writeString(file, content.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
