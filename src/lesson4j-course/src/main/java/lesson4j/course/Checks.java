package lesson4j.course;

import static lesson4j.plot.Given.given;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Assertions on a notebook's figures, shown as a list: the numbers in the prose must come from the run.
 *
 * <p>{@code Checks.on(path).shows("accuracy of the 3s", accuracy3, "0.9168")}. Figures that belong to the real MNIST
 * are skipped, with a word why, when other data are in use.
 */
public final class Checks {
    private static final String WHAT = "the words for the figure";

    private final String skipped;
    private final List<String> lines = new ArrayList<>();

    private Checks(String skipped) {
        this.skipped = skipped;
    }

    /**
     * Returns checks that apply only when a data set is the real MNIST.
     *
     * @param data the folder that {@link Datasets#get} gave
     */
    public static Checks on(Path data) {
        return Datasets.isRealMnist(data)
                ? always()
                : new Checks("these figures belong to MNIST, and the data in use are " + Datasets.source(data));
    }

    /** Returns checks that apply whatever the data are. */
    public static Checks always() {
        return new Checks("");
    }

    /**
     * Asserts a figure to the last digit printed: {@code shows("L1 to the ideal 3", d, "0.1114")}.
     *
     * @param expected the figure as the prose prints it; its decimals say how exactly
     * @throws AssertionError when {@code found}, rounded to as many decimals, reads otherwise
     */
    public Checks shows(String what, double found, String expected) {
        given(what, WHAT);
        int point = given(expected, "the figure expected").indexOf('.');
        int decimals = point < 0 ? 0 : expected.length() - point - 1;
        String read = String.format(Locale.ROOT, "%." + decimals + "f", found);
        return add(what + ": " + read, read.equals(expected), what + " should be " + expected + " but is " + read);
    }

    /** Asserts that a figure lies between two others, both included: for training, where seeds matter. */
    public Checks between(String what, double found, double low, double high) {
        given(what, WHAT);
        String read = read(found);
        String bounds = "between " + plain(low) + " and " + plain(high);
        return add(
                what + ": " + read + ", " + bounds,
                found >= low && found <= high,
                what + " should lie " + bounds + " but is " + read);
    }

    /** Four decimals, or as many as show three digits of a small figure. */
    private static String read(double found) {
        int zeros = found == 0 || !Double.isFinite(found) ? 0 : (int) -Math.floor(Math.log10(Math.abs(found)));
        return String.format(Locale.ROOT, "%." + Math.min(10, Math.max(4, zeros + 2)) + "f", found);
    }

    private static String plain(double bound) {
        return Double.isFinite(bound)
                ? BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString()
                : Double.toString(bound);
    }

    /** Asserts that something holds: {@code that("by hand and by helper agree", a.equals(b))}. */
    public Checks that(String what, boolean holds) {
        given(what, WHAT);
        return add(what, holds, "It should be so that " + what + ", but it is not");
    }

    private Checks add(String line, boolean holds, String wrong) {
        if (skipped.isEmpty() && !holds) {
            throw new AssertionError("Check failed: " + wrong + ". Run the cells above it again, in order.");
        }
        lines.add("✓ " + line);
        return this;
    }

    /** Returns the list, or why there is none. */
    @Override
    public String toString() {
        String count = lines.size() == 1 ? "1 check " : lines.size() + " checks ";
        return skipped.isEmpty()
                ? String.join("\n", lines) + "\n" + count + "passed"
                : count + "skipped, because " + skipped + ".";
    }
}
