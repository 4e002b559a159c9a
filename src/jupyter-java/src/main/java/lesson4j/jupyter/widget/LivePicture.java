package lesson4j.jupyter.widget;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.shaded.com.google.gson.Gson;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;

/** A picture or chart that is replaced fast, while a cell runs: {@code live.show(chart);}. */
public final class LivePicture extends Widget {
    private static final Gson GSON = new Gson();

    private DisplayData shown;

    LivePicture(DisplayData first) {
        super(Widgets.CONTROLS, Widgets.CONTROLS_VERSION, "Image", values(first));
        shown = first;
    }

    /**
     * Shows another picture in its place. Its bytes go to the page as they are, a third shorter than as text.
     *
     * @param value a picture, an image or a chart
     */
    public void show(Object value) {
        DisplayData next = Drawn.data(value);
        set(values(next));
        shown = next;
    }

    private static Map<String, Object> values(DisplayData data) {
        if (!data.hasDataForType(MIMEType.IMAGE_PNG)) {
            throw new IllegalArgumentException("Expected a picture or a chart but found "
                    + data.getData(MIMEType.TEXT_PLAIN) + ". interact(…) shows anything, html(…) a text.");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("format", "png");
        values.put("value", Base64.getDecoder().decode(String.valueOf(data.getData(MIMEType.IMAGE_PNG))));
        about(data).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("alt"))
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().getAsString()));
        return values;
    }

    /** Returns the size a picture is shown in, and its sentence, as they stand beside its bytes. */
    static JsonObject about(DisplayData data) {
        JsonObject all = GSON.toJsonTree(data).getAsJsonObject().getAsJsonObject("metadata");
        return all.has("image/png") ? all.getAsJsonObject("image/png") : new JsonObject();
    }

    @Override
    protected DisplayData still() {
        return shown;
    }
}
