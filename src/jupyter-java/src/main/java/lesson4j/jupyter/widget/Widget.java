package lesson4j.jupyter.widget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lesson4j.jupyter.output.OutputQueue;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Named values that are the same here and on the page: {@code w.on("value", v -> println(v));}.
 *
 * <p>Where nothing on the page knows widgets, as in an exported notebook, what it showed last stands as a picture or text.
 */
public class Widget implements DisplayDataRenderable {
    private static final String VIEW = "application/vnd.jupyter.widget-view+json";
    private static volatile @Nullable WidgetComms comms;

    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final Map<String, Object> state = new LinkedHashMap<>();
    private final Map<String, Runnable> handlers = new ConcurrentHashMap<>();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final WidgetComms all;
    private @Nullable Comm comm;
    private @Nullable OutputQueue cell;
    private @Nullable Consumer<JsonObject> messages;

    /**
     * Makes a widget and opens it on the page.
     *
     * @param module the JavaScript package that draws it, and its version
     * @param name the name there, without {@code Model} and {@code View}
     * @throws IllegalStateException outside a notebook
     */
    public Widget(String module, String version, String name, Map<String, ?> values) {
        all = Objects.requireNonNullElseGet(comms, () -> {
            throw new IllegalStateException("Found no notebook that could show a widget. Make it in a cell.");
        });
        for (String side : new String[] {"model", "view"}) {
            state.put("_" + side + "_module", module);
            state.put("_" + side + "_module_version", version);
        }
        state.put("_model_name", name + "Model");
        state.put("_view_name", name.replaceFirst("^Float(?=Progress)", "") + "View");
        state.putAll(values);
        all.open(this);
    }

    /** Lets widgets use {@code opened} from now on. */
    public static void on(WidgetComms opened) {
        comms = opened;
    }

    static boolean areShown() {
        return comms != null && comms.areShown();
    }

    final void opened(Comm opened, @Nullable OutputQueue maker) {
        comm = opened;
        cell = maker;
    }

    /** Returns the widget's name in messages. */
    public final String id() {
        return id;
    }

    /** Returns a value by its name, as the page has it; null when there is none. */
    public final @Nullable Object get(String key) {
        synchronized (state) {
            return state.get(key);
        }
    }

    /** Sets a value, here and on the page. */
    public final void set(String key, Object value) {
        set(Map.of(key, value));
    }

    /** Sets several values at once. */
    public final void set(Map<String, ?> values) {
        synchronized (state) {
            state.putAll(values);
        }
        if (comm != null) {
            all.update(this, values);
        }
    }

    /**
     * Calls {@code handler} with the new value whenever the reader changes it: with the newest one, where they come fast.
     *
     * <p>It runs beside the cells. What it prints or throws appears under the cell that made the widget.
     */
    public final void on(String key, Consumer<Object> handler) {
        handlers.merge(
                key,
                once(() -> {
                    Object value = get(key);
                    if (value != null) {
                        handler.accept(value);
                    }
                }),
                Widget::both);
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    /** Asks for {@code work} beside the cells, unless it waits there already. */
    private Runnable once(Runnable work) {
        AtomicBoolean waits = new AtomicBoolean();
        return () -> {
            if (!waits.getAndSet(true)) {
                all.handle(cell, loader, () -> {
                    waits.set(false);
                    work.run();
                });
            }
        };
    }

    /** Calls {@code handler} for each message that is no value, such as a button's click. */
    protected final void onMessage(Consumer<JsonObject> handler) {
        messages = handler;
    }

    final void told(JsonObject content) {
        Consumer<JsonObject> handler = messages;
        if (handler != null) {
            all.handle(cell, loader, () -> handler.accept(content));
        }
    }

    final void changed(Map<String, @Nullable Object> values) {
        synchronized (state) {
            values.forEach((key, value) -> {
                if (value == null) {
                    state.remove(key);
                } else {
                    state.put(key, value);
                }
            });
        }
        values.keySet().forEach(key -> handlers.getOrDefault(key, () -> {}).run());
    }

    /** Returns a copy of all values. */
    final Map<String, Object> state() {
        synchronized (state) {
            return new LinkedHashMap<>(state);
        }
    }

    /** Takes the widget off the page, and lets go of it. */
    public void close() {
        if (comm != null) {
            comm.close();
        }
    }

    final void closed() {
        comm = null;
        handlers.clear();
    }

    /** Returns what stands for the widget where no page answers: a text, perhaps a picture. */
    protected DisplayData still() {
        String name = String.valueOf(get("_model_name")).replace("Model", "");
        Object text = Optional.ofNullable(get("description")).orElse("");
        Object value = get("value");
        return new DisplayData(
                (name + " " + text + (value instanceof byte[] || value == null ? "" : ": " + value)).strip());
    }

    @Override
    public void render(RenderContext context) {
        DisplayData shown = context.getOutputContainer();
        shown.assign(still());
        if (comm != null) {
            shown.putData(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", id));
        }
    }
}
