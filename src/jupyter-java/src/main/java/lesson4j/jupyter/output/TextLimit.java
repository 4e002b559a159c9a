package lesson4j.jupyter.output;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lets the first megabytes that a cell prints through, and keeps the end of the rest.
 *
 * <p>JJava sends all of it, which hangs the browser and bloats the notebook.
 */
final class TextLimit {
    private static final long MEGABYTE = 1_000_000;
    private static final long MEGABYTES = Optional.ofNullable(System.getenv("LESSON4J_OUTPUT_MB"))
            .filter(text -> text.matches("[1-9]\\d{0,4}"))
            .map(Long::parseLong)
            .orElse(4L);
    private static final int TAIL = 1 << 14;

    private long room = MEGABYTES * MEGABYTE;
    private long lines;
    private long left;
    private long kept;
    private byte[] tail = new byte[0];

    /** Returns how many of {@code length} bytes may be shown; the others count as left out. */
    int admit(byte[] bytes, int from, int length) {
        int admitted = left > 0 ? 0 : (int) Math.min(room, length);
        room -= admitted;
        leaveOut(bytes, from + admitted, length - admitted);
        return admitted;
    }

    /** Counts bytes as left out and keeps the last of them. */
    void leaveOut(byte[] bytes, int from, int length) {
        if (length > 0 && tail.length == 0) {
            tail = new byte[TAIL];
        }
        for (int i = from; i < from + length; i++) {
            tail[(int) (kept++ % TAIL)] = bytes[i];
        }
        count(bytes, from, length);
    }

    /** Counts bytes as left out that were printed before the kept ones. */
    void count(byte[] bytes, int from, int length) {
        left += length;
        for (int i = from; i < from + length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
    }

    boolean leftOut() {
        return left > 0;
    }

    /** Returns the hint that something was left out, then its last lines; and begins anew. */
    String rest() {
        String end = tail();
        long shownLines = end.chars().filter(c -> c == '\n').count();
        String text = "\n… " + (lines > shownLines ? lines - shownLines + " lines" : left + " bytes")
                + " left out here: a cell shows " + MEGABYTES + " MB of text. Write long output to a file "
                + "(Files.writeString), or start Jupyter with LESSON4J_OUTPUT_MB=" + 10 * MEGABYTES + " …\n" + end;
        reset();
        return text;
    }

    void reset() {
        room = MEGABYTES * MEGABYTE;
        lines = 0;
        left = 0;
        kept = 0;
    }

    private String tail() {
        if (kept <= TAIL) {
            return new String(tail, 0, (int) kept, StandardCharsets.UTF_8);
        }
        int cut = (int) (kept % TAIL);
        String end = new String(tail, cut, TAIL - cut, StandardCharsets.UTF_8)
                + new String(tail, 0, cut, StandardCharsets.UTF_8);
        return end.substring(end.indexOf('\n') + 1);
    }

    /** Returns {@code text}, without its middle when it is longer than a cell shows. */
    static String shortened(String text) {
        long most = MEGABYTES * MEGABYTE;
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, (int) most - TAIL) + "\n… " + (text.length() - most)
                + " characters left out here: a cell shows " + MEGABYTES + " MB of text …\n"
                + text.substring(text.length() - TAIL);
    }
}
