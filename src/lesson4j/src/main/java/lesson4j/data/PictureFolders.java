package lesson4j.data;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import lesson4j.plot.Progress;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files of some folders, each folder a class: one walk for all that read pictures, and one way to read many. */
@SuppressWarnings("ArrayRecordComponent") // read at once and forgotten
record PictureFolders(List<Path> files, int[] labels, List<String> classes) {

    /** Lists what {@code files} finds in each folder, folder after folder. */
    static PictureFolders of(List<Path> folders, Function<Path, List<Path>> files) {
        var all = new ArrayList<Path>();
        var labels = IntStream.builder();
        for (int label = 0; label < folders.size(); label++) {
            for (Path file : files.apply(folders.get(label))) {
                all.add(file);
                labels.add(label);
            }
        }
        return new PictureFolders(
                all,
                labels.build().toArray(),
                folders.stream().map(PictureFolders::name).toList());
    }

    /** Puts the picture of a number into its row of the memory, or returns what is wrong with it. */
    interface Put<P> {
        Optional<P> into(FloatBuffer memory, int i);
    }

    /** A row of pixels for each file, and what was wrong with the file whose row holds none. */
    record Stack<P>(INDArray x, List<Optional<P>> problems) {}

    /** Decodes files by all cores straight into a tensor's own memory, and says how far it is. */
    static <P> Stack<P> stack(List<Path> files, int width, Put<P> put) {
        if ((long) files.size() * width > Integer.MAX_VALUE / Float.BYTES) {
            String what = "%,d pictures of %,d numbers take more than 2 GB. Make them smaller, or take fewer.";
            throw wrong(what, files.size(), width);
        }
        INDArray all = Nd4j.createUninitialized(DataType.FLOAT, Math.max(1, files.size()), width);
        FloatBuffer memory = all.data().asNioFloat();
        var done = new AtomicLong();
        List<Optional<P>> problems;
        try (var progress = Progress.of(text("Reading %,d pictures", files.size()), files.size())) {
            problems = IntStream.range(0, files.size())
                    .parallel()
                    .mapToObj(i -> {
                        Optional<P> problem = put.into(memory, i);
                        progress.at(done.incrementAndGet());
                        return problem;
                    })
                    .toList();
        }
        Nd4j.getAffinityManager().tagLocation(all, AffinityManager.Location.HOST);
        return new Stack<>(all, problems);
    }

    /** Lists what {@code wanted} accepts in a folder, hidden files left out, sorted by name. */
    static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(given(folder, "the folder"))) {
            throw wrong("There is no folder %s. Check the path; Datasets.get returns one that exists.", folder);
        }
        try (var files = Files.list(folder)) {
            // names are text of their own here: a path makes its last part anew each time it is asked
            return files.map(PictureFolders::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(folder::resolve)
                    .parallel()
                    .filter(wanted)
                    .toList();
        } catch (IOException e) {
            throw failed(e, "Cannot list the folder %s: %s.", folder, reason(e));
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
