package lesson4j.course;

import static lesson4j.plot.Given.given;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Judges a reader's answer to an exercise, demand after demand, and tells what is missing.
 *
 * <p>{@code Answer.of("your kernel", mine).must("sum to 0", sum == 0, "Even paper should give 0.").well("It works.")}.
 * A demand is looked at only when those before it are met.
 */
public final class Answer {
    private final String found;

    private Answer(String found) {
        this.found = found;
    }

    /**
     * Takes an answer to judge.
     *
     * @param what what the reader knows it by, such as {@code "your kernel"}
     * @param found the answer itself; a tensor is told by type and shape
     */
    public static Answer of(String what, @Nullable Object found) {
        if (found == null) {
            throw new NotYet("✗ Not yet: there is no value for " + what + ". Run the cell that makes it first.");
        }
        return new Answer(given(what, "the words for the answer") + " is " + told(found));
    }

    private static String told(Object found) {
        return found instanceof INDArray tensor && !tensor.isScalar()
                ? tensor.dataType() + " " + Arrays.toString(tensor.shape())
                : lesson4j.plot.Text.of(found);
    }

    /**
     * Demands something of the answer: {@code must("have 9 weights", kernel.length() == 9, "Three rows of three.")}.
     *
     * @param expected what the answer must do or be, in words that follow "it must"
     * @param hint where to look, not the solution itself
     * @throws NotYet when it does not hold; a notebook shows {@code ✗ Not yet: …} with what was found, what was expected
     *     and the hint
     */
    public Answer must(String expected, boolean holds, String hint) {
        if (!holds) {
            throw new NotYet("✗ Not yet: " + found + ", but it must " + expected + ". " + hint);
        }
        return this;
    }

    /** Praises an answer that met every demand: {@code well("One number per picture.")} says {@code ✓ Right. …}. */
    public String well(String praise) {
        return "✓ Right. " + praise;
    }
}
