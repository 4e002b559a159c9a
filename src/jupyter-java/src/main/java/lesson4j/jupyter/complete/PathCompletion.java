package lesson4j.jupyter.complete;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lesson4j.jupyter.snippet.Variables;
import lesson4j.jupyter.source.Names;

/** The files and folders that may follow in a string: {@code Path.of("note} gives {@code notebooks/}. */
record PathCompletion(Variables variables) {
    private static final int MOST = 300;

    /** A call whose text names a file. */
    private static final Pattern TAKES_PATH = Pattern.compile("(?:\\bPaths?\\s*\\.\\s*(?:of|get)|\\bnew\\s+"
            + "(?:[\\w.]*\\.)?(?:File\\w*|PrintWriter|Scanner|RandomAccessFile)|\\.\\s*(?:readCsv|csv|load|save|fromFolder"
            + "|fromCsv|write\\w*|read\\w*|loadFrom\\w*))\\s*\\(\\s*$");

    /** A folder that a variable holds: {@code path.resolve("}. */
    private static final Pattern RESOLVES = Pattern.compile("(" + Names.NAME + ")\\s*\\.\\s*resolve\\s*\\(\\s*$");

    /**
     * Returns what may follow; nothing when the string is no path.
     *
     * @param before the code before the cursor
     * @param quote where the string begins
     */
    List<Match> in(String before, int quote) {
        String typed = unescaped(before.substring(quote + 1));
        String call = before.substring(0, quote);
        int slash = typed.lastIndexOf('/') + 1;
        try {
            Path base = base(call);
            String folder = typed.substring(0, slash);
            boolean meant =
                    folder.matches("(?s)(\\.{1,2}|~|)/.*") || !base.toString().isEmpty();
            boolean asked = meant || TAKES_PATH.matcher(call).find();
            boolean inFolder = slash > 0 && Files.isDirectory(base.resolve(atHome(folder)));
            if (asked || inFolder) {
                return matches(base, folder, typed.substring(slash));
            }
        } catch (InvalidPathException | UncheckedIOException | IOException none) {
            // not a path, or a folder that cannot be read
        }
        return List.of();
    }

    private Path base(String call) {
        Matcher resolves = RESOLVES.matcher(call);
        Object held = resolves.find() ? variables.value(resolves.group(1)) : null;
        return held instanceof Path folder ? folder : Path.of("");
    }

    private static List<Match> matches(Path base, String folder, String prefix) throws IOException {
        String shown = atHome(folder);
        List<Match> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(base.resolve(shown))) {
            entries.filter(entry -> isMeant(entry.getFileName().toString(), prefix))
                    .sorted()
                    .limit(MOST)
                    .map(entry -> shown + entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .map(text -> new Match(escaped(text), "path"))
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean isMeant(String name, String prefix) {
        return name.startsWith(prefix) && (!name.startsWith(".") || prefix.startsWith("."));
    }

    /** Java knows no {@code ~}, so the folder itself is put in. */
    private static String atHome(String folder) {
        return folder.startsWith("~/") ? System.getProperty("user.home") + folder.substring(1) : folder;
    }

    private static String unescaped(String text) {
        try {
            return text.translateEscapes();
        } catch (IllegalArgumentException unfinished) {
            return text;
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
