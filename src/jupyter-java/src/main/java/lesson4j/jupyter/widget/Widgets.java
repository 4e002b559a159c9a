package lesson4j.jupyter.widget;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes sliders, buttons and pictures that answer the reader: {@code interact(() -> plot(a.value()), a);}. */
public final class Widgets {
    static final String CONTROLS = "@jupyter-widgets/controls";
    static final String CONTROLS_VERSION = "2.0.0";
    private static final int STEPS = 200;

    private Widgets() {}

    /**
     * Returns a slider for a number from {@code min} to {@code max}, in 200 steps.
     *
     * @throws IllegalArgumentException when {@code value} is not between them
     */
    public static Slider slider(String text, double min, double max, double value) {
        check(text, min, max, value);
        return new Slider(
                "FloatSlider",
                text,
                value,
                Map.of("min", min, "max", max, "step", (max - min) / STEPS, "readout_format", ".3g"));
    }

    /** Returns a slider for a whole number: {@code intSlider("digit", 0, 9, 3)}. */
    public static Slider intSlider(String text, int min, int max, int value) {
        check(text, min, max, value);
        return new Slider("IntSlider", text, value, Map.of("min", min, "max", max));
    }

    /** Returns a slider on which each step multiplies, for learning rates: {@code logSlider("lr", 1e-4, 1, 0.1)}. */
    public static Slider logSlider(String text, double min, double max, double value) {
        check(text, min, max, value);
        if (min <= 0) {
            throw new IllegalArgumentException("Expected a smallest value above 0 for " + text + " but found " + min
                    + ": its steps multiply. Use slider(…) for a range with 0 in it.");
        }
        double from = Math.log10(min);
        double to = Math.log10(max);
        return new Slider(
                "FloatLogSlider",
                text,
                value,
                Map.of("base", 10, "min", from, "max", to, "step", (to - from) / STEPS, "readout_format", ".2g"));
    }

    /** Returns whether a page that knows widgets is connected. */
    public static boolean areShown() {
        return Widget.areShown();
    }

    private static void check(String text, double min, double max, double value) {
        if (!(min < max && min <= value && value <= max) || Double.isInfinite(max - min)) {
            throw new IllegalArgumentException("Expected min < max and a value between them for " + text
                    + " but found min " + min + ", max " + max + ", value " + value + ".");
        }
    }

    /** Returns a bar from 0 to {@code max}; {@code set("value", 3.0)} moves it. */
    public static Widget progress(String text, double max) {
        return control("FloatProgress", Map.of("description", text, "min", 0.0, "max", max, "value", 0.0));
    }

    /** Returns a button that runs {@code click}. */
    public static Widget button(String text, Runnable click) {
        return new Button(text, click);
    }

    /** Returns a piece of HTML; {@code set("value", "<b>new</b>")} replaces it. */
    public static Widget html(String html) {
        return control("HTML", Map.of("value", html));
    }

    /**
     * Returns a picture or chart that {@code show(…)} replaces, as fast as it is drawn.
     *
     * <pre>{@code
     * var live = livePicture(chart);
     * live
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code first} is neither
     */
    public static LivePicture livePicture(Object first) {
        return new LivePicture(Drawn.data(requireNonNull(first, "Expected a first picture but found null.")));
    }

    /** Returns widgets side by side. */
    public static Widget hbox(Widget... children) {
        return new Box("HBox", List.of(children));
    }

    /** Returns widgets below each other. */
    public static Widget vbox(Widget... children) {
        return new Box("VBox", List.of(children));
    }

    /**
     * Returns the sliders with what {@code draw} returns below them, drawn anew whenever one is moved.
     *
     * <pre>{@code
     * var a = slider("a", -2, 2, 1);
     * interact(() -> plotFunction(x -> a.value() * x * x, -2, 2), a)
     * }</pre>
     *
     * @param draw returns a chart, picture, table, tensor or text
     */
    public static Widget interact(Supplier<?> draw, Widget... sliders) {
        requireNonNull(draw, "Expected what is to be drawn but found null.");
        var drawn = new Drawn(draw);
        Arrays.stream(sliders).forEach(slider -> slider.on("value", value -> drawn.redraw()));
        return new Box(
                "VBox", Stream.concat(Stream.of(sliders), Stream.of(drawn)).toList());
    }

    private static Widget control(String name, Map<String, ?> values) {
        return new Widget(CONTROLS, CONTROLS_VERSION, name, values);
    }

    private static final class Button extends Widget {
        Button(String text, Runnable click) {
            super(CONTROLS, CONTROLS_VERSION, "Button", Map.of("description", text));
            onMessage(content -> {
                if (content.has("event") && content.get("event").getAsString().equals("click")) {
                    click.run();
                }
            });
        }
    }
}
