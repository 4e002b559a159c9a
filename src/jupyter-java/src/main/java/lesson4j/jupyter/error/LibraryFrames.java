package lesson4j.jupyter.error;

import java.util.Optional;

/** The library calls between a cell's line and the place that threw, folded into one line. */
final class LibraryFrames {
    /** The kernel's own checks, woven into a cell. */
    private static final String OURS = "lesson4j.jupyter.";

    private LibraryFrames() {}

    /** Returns a line that names the call the cell made and the one that threw. Nothing when the cell threw itself. */
    static Optional<String> of(Throwable thrown) {
        StackTraceElement[] frames = Thrown.frames(thrown).stream()
                .filter(frame -> !frame.getClassName().startsWith(OURS))
                .toArray(StackTraceElement[]::new);
        int cell = 0;
        while (cell < frames.length && !frames[cell].getClassName().startsWith("REPL.")) {
            cell++;
        }
        if (cell == 0 || cell == frames.length) {
            return Optional.empty();
        }
        String called = name(frames[cell - 1]);
        String threw = name(frames[0]);
        int folded = cell - (called.equals(threw) ? 1 : 2);
        String between = folded <= 0 ? "" : ", " + folded + (folded == 1 ? " call" : " calls") + " further down";
        return Optional.of("thrown in " + (called.equals(threw) ? called : called + between + ", by " + threw));
    }

    private static String name(StackTraceElement frame) {
        String type = frame.getClassName();
        String method = frame.getMethodName().replaceAll("^lambda\\$(.+)\\$\\d+$", "$1");
        String simple = type.substring(type.lastIndexOf('.') + 1)
                .replaceAll("\\$\\d+.*$", "")
                .replace('$', '.');
        return method.equals("<init>") ? "new " + simple : simple + "." + method;
    }
}
