package lesson4j.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.file.AccumulatorPathVisitor;
import org.apache.commons.io.file.PathUtils;

/**
 * The files of a data set that are ours, with their sizes: what else lies in its folder is the reader's.
 *
 * @param sizes the bytes of each file, by its path within the folder
 */
record Manifest(Map<String, Long> sizes) {

    /** Lists all files of a folder. */
    static Manifest of(Path folder) throws IOException {
        var sizes = new TreeMap<String, Long>();
        for (Path file : PathUtils.visitFileTree(AccumulatorPathVisitor.withLongCounters(), folder)
                .getFileList()) {
            sizes.put(folder.relativize(file).toString().replace('\\', '/'), Files.size(file));
        }
        return new Manifest(sizes);
    }

    /** Reads a list that {@link #write} wrote; empty when there is none, or not all of it. */
    static Manifest read(Path file) {
        try {
            var sizes = new TreeMap<String, Long>();
            List<String> lines = Files.readAllLines(file);
            for (String line : lines) {
                int space = line.indexOf(' ');
                sizes.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
            }
            Long count = sizes.remove("");
            return new Manifest(count != null && count == sizes.size() ? sizes : Map.of());
        } catch (IOException | RuntimeException e) {
            return new Manifest(Map.of());
        }
    }

    void write(Path file) throws IOException {
        var lines = new ArrayList<String>();
        sizes.forEach((name, size) -> lines.add(size + " " + name));
        lines.add(sizes.size() + " ");
        Files.write(file, lines);
    }

    /** Returns which of the files are missing from a folder, or have another size. */
    List<String> broken(Path folder) {
        return sizes.entrySet().parallelStream()
                .filter(entry -> !has(folder.resolve(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean has(Path file, long size) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() && attributes.size() == size;
        } catch (IOException e) {
            return false;
        }
    }
}
