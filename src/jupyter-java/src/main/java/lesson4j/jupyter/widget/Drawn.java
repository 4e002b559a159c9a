package lesson4j.jupyter.widget;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lesson4j.jupyter.output.Html;
import lesson4j.jupyter.output.SafeRenderer;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;

/** Whatever a function returns, as it would appear under a cell, and drawn anew when asked. */
final class Drawn extends Widget {
    private static final Renderer RENDERER = new SafeRenderer();

    private final Supplier<?> draw;
    private DisplayData shown;

    Drawn(Supplier<?> draw) {
        this(draw, data(draw.get()));
    }

    private Drawn(Supplier<?> draw, DisplayData first) {
        super(Widgets.CONTROLS, Widgets.CONTROLS_VERSION, "HTML", Map.of("value", html(first)));
        this.draw = draw;
        this.shown = first;
    }

    void redraw() {
        shown = data(draw.get());
        set("value", html(shown));
    }

    /** Returns {@code value} as a cell would show it. */
    static DisplayData data(@Nullable Object value) {
        return value == null ? new DisplayData("") : RENDERER.render(value);
    }

    private static String html(DisplayData data) {
        if (data.hasDataForType(MIMEType.TEXT_HTML)) {
            return "<div class=\"jp-RenderedHTMLCommon\" style=\"line-height:normal\">"
                    + data.getData(MIMEType.TEXT_HTML) + "</div>";
        }
        return data.hasDataForType(MIMEType.IMAGE_PNG) ? image(data) : "<pre>" + text(data) + "</pre>";
    }

    private static String text(DisplayData data) {
        return Html.escape(String.valueOf(data.getData(MIMEType.TEXT_PLAIN)));
    }

    private static String image(DisplayData data) {
        String attributes = LivePicture.about(data).entrySet().stream()
                .map(entry ->
                        entry.getKey() + "=\"" + Html.escape(entry.getValue().getAsString()) + "\" ")
                .collect(Collectors.joining());
        return "<img " + attributes + "src=\"data:image/png;base64," + data.getData(MIMEType.IMAGE_PNG) + "\">";
    }

    @Override
    protected DisplayData still() {
        return shown;
    }
}
