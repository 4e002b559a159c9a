package lesson4j.jupyter.complete;

import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;

/**
 * What completion may put in, and its kind in JupyterLab's words.
 *
 * <p>JJava answers with texts alone, so that JupyterLab shows no kinds.
 */
public record Match(String text, String kind) {
    String name() {
        return name(text);
    }

    /** Returns {@code text} without parentheses and type arguments. */
    static String name(String text) {
        return text.replaceFirst("[(<].*", "");
    }

    /** Returns the reply that puts one of {@code matches} in place of what stands in {@code before} from {@code start}. */
    public static CompleteReply reply(String before, int start, List<Match> matches) {
        int from = before.codePointCount(0, start);
        int to = before.codePointCount(0, before.length());
        List<Map<String, Object>> types = matches.stream()
                .map(match ->
                        Map.<String, Object>of("text", match.text(), "type", match.kind(), "start", from, "end", to))
                .toList();
        return new CompleteReply(
                matches.stream().map(Match::text).toList(), from, to, Map.of("_jupyter_types_experimental", types));
    }
}
