package lesson4j.jupyter.widget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dflib.jjava.shaded.com.google.gson.JsonArray;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonNull;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.dflib.jjava.shaded.com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/** Values as they go over the wire: JSON, and the bytes that are taken out of it with the places they belong to. */
final class WidgetState {
    private final JsonArray paths = new JsonArray();
    private final List<byte[]> buffers = new ArrayList<>();

    private WidgetState() {}

    /** A message's data, and its buffers: null for none, because JJava trips over an empty list. */
    record Wire(JsonObject data, @Nullable List<byte[]> buffers) {}

    /** Returns {@code values} under the name {@code key}, in a message that {@code head} begins. */
    static Wire wire(JsonObject head, String key, Map<String, ?> values) {
        var state = new WidgetState();
        head.add(key, state.json(values, List.of()));
        head.add("buffer_paths", state.paths);
        return new Wire(head, state.buffers.isEmpty() ? null : state.buffers);
    }

    private JsonElement json(@Nullable Object value, List<Object> path) {
        if (value instanceof Widget child) {
            return new JsonPrimitive("IPY_MODEL_" + child.id());
        } else if (value instanceof Map<?, ?> map) {
            return object(map, path);
        } else if (value instanceof Collection<?> items) {
            JsonArray array = new JsonArray();
            items.forEach(item -> array.add(json(item, with(path, array.size()))));
            return array;
        } else if (value instanceof Boolean yes) {
            return new JsonPrimitive(yes);
        } else if (value instanceof Number number) {
            // JSON has no NaN and no infinity
            return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
        }
        return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
    }

    private JsonObject object(Map<?, ?> map, List<Object> path) {
        JsonObject object = new JsonObject();
        map.forEach((key, item) -> {
            List<Object> place = with(path, key);
            if (item instanceof byte[] bytes) {
                JsonArray steps = new JsonArray();
                place.forEach(step -> steps.add(json(step, List.of())));
                paths.add(steps);
                buffers.add(bytes);
            } else {
                object.add(key.toString(), json(item, place));
            }
        });
        return object;
    }

    private static List<Object> with(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** Returns the values of an update from the page; a buffer takes its place at the top. */
    static Map<String, @Nullable Object> values(JsonObject data, @Nullable List<byte[]> buffers) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        data.getAsJsonObject("state").entrySet().forEach(e -> values.put(e.getKey(), value(e.getValue())));
        JsonElement paths = data.get("buffer_paths");
        if (paths != null && buffers != null) {
            for (int i = 0; i < Math.min(paths.getAsJsonArray().size(), buffers.size()); i++) {
                JsonArray path = paths.getAsJsonArray().get(i).getAsJsonArray();
                values.put(path.get(0).getAsString(), buffers.get(i));
            }
        }
        return values;
    }

    private static @Nullable Object value(JsonElement json) {
        if (json.isJsonPrimitive()) {
            JsonPrimitive one = json.getAsJsonPrimitive();
            return one.isNumber()
                    ? (Object) one.getAsDouble()
                    : one.isBoolean() ? one.getAsBoolean() : one.getAsString();
        } else if (json.isJsonArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            json.getAsJsonArray().forEach(item -> items.add(value(item)));
            return items;
        } else if (json.isJsonObject()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            json.getAsJsonObject().entrySet().forEach(e -> fields.put(e.getKey(), value(e.getValue())));
            return fields;
        }
        return null;
    }

    /** Returns a message's data that says what it is for. */
    static JsonObject method(String name) {
        JsonObject data = new JsonObject();
        data.addProperty("method", Objects.requireNonNull(name));
        return data;
    }
}
