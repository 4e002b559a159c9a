package lesson4j.jupyter.widget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A number that the reader drags: {@code slider("rate", 0, 1, 0.1).value()}. */
public final class Slider extends Widget {
    Slider(String kind, String text, Number value, Map<String, ?> range) {
        super(Widgets.CONTROLS, Widgets.CONTROLS_VERSION, kind, values(text, value, range));
    }

    private static Map<String, Object> values(String text, Number value, Map<String, ?> range) {
        Map<String, Object> values = new LinkedHashMap<>(range);
        values.put("description", text);
        values.put("value", value);
        values.put("continuous_update", true);
        return values;
    }

    /** Returns the number as it stands now. */
    public double value() {
        return ((Number) Objects.requireNonNull(get("value"))).doubleValue();
    }

    /** Returns the number as it stands now, rounded down. */
    public int intValue() {
        return (int) value();
    }

    /** Returns the text beside the slider. */
    public String name() {
        return String.valueOf(get("description"));
    }

    @Override
    protected DisplayData still() {
        return new DisplayData(name() + " = " + get("value"));
    }
}
