package lesson4j.jupyter.source;

import java.util.regex.Pattern;

/** Java's names in patterns: any letters of the world, digits, {@code _} and {@code $}, as the compiler takes them. */
public final class Names {
    /** One name; possessive, so that long ones take no stack. */
    public static final String NAME = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+";

    /** A name with the packages or classes before it. */
    public static final String QUALIFIED = NAME + "(?:\\." + NAME + ")*+";

    /** What of a name may stand before the cursor. */
    static final String PART = "\\p{javaJavaIdentifierPart}*+";

    private static final Pattern PACKAGE =
            Pattern.compile("(?<![\\p{javaJavaIdentifierPart}.])(?:(?!\\p{Lu})" + NAME + "\\.)++(?=[\\p{Lu}$_])");

    private Names() {}

    /** Returns {@code text} with classes by their simple names: {@code String} for {@code java.lang.String}. */
    public static String withoutPackages(String text) {
        return PACKAGE.matcher(text).replaceAll("");
    }

    /** Returns the last part of a name with dots. */
    public static String simple(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    /** Returns whether {@code text} begins as classes do. */
    public static boolean isUpper(String text) {
        return !text.isEmpty() && Character.isUpperCase(text.codePointAt(0));
    }

    /** Returns where the name begins that ends at {@code end}; {@code end} itself when none does. */
    public static int startOfName(String code, int end) {
        int at = end;
        while (at > 0 && Character.isJavaIdentifierPart(code.codePointBefore(at))) {
            at -= Character.charCount(code.codePointBefore(at));
        }
        while (at < end && !Character.isJavaIdentifierStart(code.codePointAt(at))) {
            at += Character.charCount(code.codePointAt(at));
        }
        return at;
    }
}
