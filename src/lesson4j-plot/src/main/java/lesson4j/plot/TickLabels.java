package lesson4j.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;

/**
 * Writes the numbers along an axis with the same decimals, {@code 0.0 0.5 1.0}.
 *
 * <p>XChart tries several steps and asks for each label by itself, so a chart is laid out once to see which numbers come
 * last, before it is drawn with the decimals that these need.
 */
final class TickLabels implements Function<Double, String> {
    private boolean learning;
    private double last;
    private int decimals;

    /** Learns the decimals anew from now on, or keeps what it has learnt. */
    void learn(boolean learning) {
        this.learning = learning;
    }

    @Override
    public String apply(Double value) {
        var rounded = BigDecimal.valueOf(value).round(new MathContext(8)).stripTrailingZeros();
        int own = Math.abs(value) < 1e-12 ? 0 : Math.max(0, rounded.scale());
        if (learning) {
            // numbers rise within one try, so a smaller one starts the next
            decimals = value <= last ? own : Math.max(decimals, own);
            last = value;
        }
        return Math.max(own, decimals) > 8 ? NumberText.text(value) : NumberText.fixed(value, Math.max(own, decimals));
    }
}
