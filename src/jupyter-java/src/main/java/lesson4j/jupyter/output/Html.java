package lesson4j.jupyter.output;

/** Writes text into HTML. */
public final class Html {
    private Html() {}

    /** Returns {@code text} as HTML that shows it: {@code a < b} gives {@code a &lt; b}. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
