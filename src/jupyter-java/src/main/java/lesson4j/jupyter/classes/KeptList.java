package lesson4j.jupyter.classes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A list beside the kernel that is made at install, so that no start has to make it. */
public final class KeptList {
    private KeptList() {}

    /** Returns the place of the list {@code name} of the kernel at hand. */
    public static Path of(String name) {
        return ClassFiles.kernel().resolveSibling(name);
    }

    /** Writes the list whole or not at all: with half of one, names would be missing. */
    public static void write(Path list, List<String> lines) throws IOException {
        Path part = Files.write(list.resolveSibling(list.getFileName() + ".part"), lines);
        Files.move(part, list, StandardCopyOption.REPLACE_EXISTING);
    }
}
