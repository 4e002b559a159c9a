package lesson4j.jupyter.wire;

import java.lang.reflect.Type;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.adapters.HeaderAdapter;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonSerializationContext;
import org.dflib.jjava.shaded.com.google.gson.JsonSerializer;
import org.dflib.jjava.shaded.com.google.gson.annotations.JsonAdapter;

/** A request's header with its {@code subshell_id}, which all that the request causes brings back as it came. */
@JsonAdapter(SubshellHeader.Json.class)
final class SubshellHeader<T> extends Header<T> {
    private final String subshell;

    SubshellHeader(Header<T> header, String subshell) {
        super(
                header.getId(),
                header.getUsername(),
                header.getSessionId(),
                header.getTimestamp(),
                header.getType(),
                header.getVersion());
        this.subshell = subshell;
    }

    static final class Json implements JsonSerializer<SubshellHeader<?>> {
        @Override
        public JsonElement serialize(SubshellHeader<?> header, Type type, JsonSerializationContext context) {
            JsonElement json = HeaderAdapter.INSTANCE.serialize((Header<?>) header, type, context);
            json.getAsJsonObject().addProperty("subshell_id", header.subshell);
            return json;
        }
    }
}
