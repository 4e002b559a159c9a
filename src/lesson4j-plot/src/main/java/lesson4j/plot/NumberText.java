package lesson4j.plot;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as a reader wants them, the same on every machine: in a table, in a sentence, along an axis. */
final class NumberText {
    /** Beyond this not every whole number can be told from its neighbour. */
    private static final double WHOLE = 1e15;

    private NumberText() {}

    /**
     * Returns a number for a table: four digits, {@code 0.5000}, and never less than the two decimals that an amount of
     * money has, {@code 84419.83}; whole numbers whole.
     */
    static String four(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 && size < WHOLE
                ? Math.min(2, BigDecimal.valueOf(value).stripTrailingZeros().scale())
                : 0;
        int four = size < 1000 ? 1 : 0;
        return decimals > four ? format(value, decimals + "f") : digits(value, 4, WHOLE);
    }

    /** Returns a number that was stored in 32 bits without the digits that 64 bits add to it: 0.1, not 0.10000000149. */
    static String four(float value) {
        return four(Double.parseDouble(Float.toString(value)));
    }

    /** Returns a number for a sentence: four digits without closing zeros, a real minus, {@code −0.5}. */
    static String text(double value) {
        return text(value, 4);
    }

    /** Returns a number for a sentence with at most {@code digits} significant digits. */
    static String text(double value, int digits) {
        var number = digits(value, digits, 1e7).replace("Infinity", "∞").replaceFirst("e\\+?(-?)0*", "e$1");
        return minus(number.contains(".") ? number.replaceFirst("\\.?0+(?=e|$)", "") : number);
    }

    /** Returns {@code value} with exactly {@code decimals} digits after the point. */
    static String fixed(double value, int decimals) {
        return minus(format(value + 0.0, decimals + "f")); // adding 0 makes −0 a 0
    }

    /** Returns a count in groups: {@code 42,000}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns {@code low to high}, as alt texts say it; there are no numbers when {@code low} is larger. */
    static String range(double low, double high) {
        return low > high ? "without numbers" : text(low) + " to " + text(high);
    }

    /** Returns significant digits, and all digits of whole numbers below {@code mostWhole}. */
    private static String digits(double value, int digits, double mostWhole) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (size == Math.rint(size) && size < mostWhole) {
            return Long.toString((long) value);
        }
        if (size < 1e-4 || size >= Math.max(1e7, mostWhole)) {
            return format(value, digits - 1 + "e");
        }
        return format(value, Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size))) + "f");
    }

    private static String format(double value, String digitsAndForm) {
        return String.format(Locale.ROOT, "%." + digitsAndForm, value);
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
