package lesson4j.jupyter.wire;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lesson4j.jupyter.source.Inside;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.shaded.com.google.gson.Gson;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.dflib.jjava.shaded.com.google.gson.JsonParser;
import org.dflib.jjava.shaded.com.google.gson.reflect.TypeToken;
import org.jspecify.annotations.Nullable;

/**
 * What Jupyter asks, and on which subshell.
 *
 * <p>JJava reads no {@code subshell_id}, and keeps the bytes to itself; so the frames are taken apart here.
 *
 * @param subshell the subshell's id, empty for the main shell
 */
record Request(Message<?> message, String subshell) {
    private static final byte[] END_OF_ADDRESS = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final Type MAP = new TypeToken<Map<String, Object>>() {}.getType();

    /** What follows the address: the signature, and the four parts that it signs. */
    private static final int PARTS = 5;

    /** Reads a message as it came. Throws an IllegalArgumentException for one that nobody with the key sent. */
    static Request read(List<byte[]> frames, HMACGenerator key, JupyterSocket socket) {
        int at = 1;
        while (at < frames.size() && !Arrays.equals(frames.get(at - 1), END_OF_ADDRESS)) {
            at++;
        }
        if (frames.size() < at + PARTS) {
            throw new IllegalArgumentException("A message of " + frames.size() + " frames lacks some.");
        }
        byte[][] signed = frames.subList(at + 1, at + PARTS).toArray(byte[][]::new);
        if (!key.calculateSignature(signed).equals(text(frames.get(at)))) {
            throw new IllegalArgumentException("A message was not signed by this kernel's key.");
        }
        Gson json = (Gson) Inside.part(socket, "gson");
        String subshell = subshell(signed[0]);
        Header<?> read = json.fromJson(text(signed[0]), Header.class);
        Header<?> header = subshell.isEmpty() ? read : new SubshellHeader<>(read, subshell);
        String parent = text(signed[1]);
        var message = message(
                frames.subList(0, at - 1),
                header,
                JsonParser.parseString(parent).getAsJsonObject().size() == 0
                        ? null
                        : json.fromJson(parent, Header.class),
                json.fromJson(text(signed[2]), MAP),
                json.fromJson(text(signed[3]), header.getType().getContentType()),
                List.copyOf(frames.subList(at + PARTS, frames.size())));
        return new Request(message, subshell);
    }

    private static String subshell(byte[] header) {
        JsonObject fields = JsonParser.parseString(text(header)).getAsJsonObject();
        JsonElement id = fields.get("subshell_id");
        return id == null || id.isJsonNull() ? "" : id.getAsString();
    }

    @SuppressWarnings("unchecked")
    private static Message<Object> message(
            List<byte[]> address,
            Header<?> header,
            @Nullable Header<?> parent,
            Map<String, Object> metadata,
            Object content,
            List<byte[]> buffers) {
        return new Message<>(address, (Header<Object>) header, parent, metadata, content, buffers);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
