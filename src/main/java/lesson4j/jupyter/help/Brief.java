package lesson4j.jupyter.help;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import lesson4j.jupyter.run.TimeLimit;
import lesson4j.plot.Plain;
import lesson4j.plot.Text;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** A value in one short line: a tensor's type and shape, a table's size, else the start of its text. */
public final class Brief {
    private static final int LENGTH = 70;
    private static final long MILLIS = 1_000;

    private Brief() {}

    public static String of(@Nullable Object value) {
        return of(value, MILLIS);
    }

    /** Returns the line for {@code value}, whose own methods may take so many milliseconds; none are asked for 0. */
    public static String of(@Nullable Object value, long millis) {
        if (value == null || value instanceof Number || value instanceof INDArray || value instanceof Table) {
            return text(value);
        }
        try {
            if (millis <= 0) {
                return "(not asked, because others did not answer)";
            }
            return TimeLimit.of(Math.min(millis, MILLIS), () -> text(value)).orElse("(its toString does not answer)");
        } catch (TimeoutException endless) {
            return "(its toString does not end)";
        }
    }

    private static String text(@Nullable Object value) {
        try {
            if (value instanceof INDArray tensor) {
                String head = tensor.dataType() + " " + Arrays.toString(tensor.shape());
                return tensor.length() == 1 ? head + " " + tensor.getNumber(0) : head;
            }
            if (value instanceof Table table) {
                return table.rowCount() + " rows × " + table.columnCount() + " columns";
            }
            if (value instanceof Model net) {
                return String.format(Locale.ROOT, "%,d parameters", net.numParams());
            }
            if (value instanceof String text) {
                return shortened("\"" + start(text) + "\"");
            }
            return shortened(start(String.valueOf(Text.of(value))));
        } catch (Throwable failure) {
            return "(its toString fails with " + failure.getClass().getSimpleName() + ")";
        }
    }

    /** A long text is not gone through to its end. */
    private static String start(String text) {
        return text.length() <= 20 * LENGTH ? text : text.substring(0, 20 * LENGTH) + "…";
    }

    private static String shortened(String text) {
        String line = Plain.line(text.strip().replaceAll("\\s+", " "));
        return line.length() <= LENGTH ? line : line.substring(0, cut(line)) + "…";
    }

    /** Half a character of two would be no text. */
    private static int cut(String line) {
        return Character.isHighSurrogate(line.charAt(LENGTH - 2)) ? LENGTH - 2 : LENGTH - 1;
    }
}
