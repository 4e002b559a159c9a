package lesson4j.jupyter.output;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/** Keeps back the bytes of a character that a piece of text was cut in, until the rest of it comes. */
final class CutText {
    private final Map<StreamType, byte[]> kept = new EnumMap<>(StreamType.class);

    /** Returns what was kept back and {@code text}, up to the last whole character. */
    byte[] join(StreamType stream, byte[] text) {
        byte[] before = kept.getOrDefault(stream, new byte[0]);
        byte[] bytes = Arrays.copyOf(before, before.length + text.length);
        System.arraycopy(text, 0, bytes, before.length, text.length);
        int whole = Utf8.wholeCharacters(bytes);
        kept.put(stream, Arrays.copyOfRange(bytes, whole, bytes.length));
        return Arrays.copyOf(bytes, whole);
    }
}
