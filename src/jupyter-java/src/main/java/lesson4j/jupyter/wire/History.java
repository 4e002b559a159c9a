package lesson4j.jupyter.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/**
 * The cells that this kernel ran.
 *
 * <p>JJava has no history: consoles that ask for it wait in vain.
 */
public final class History {
    private static final int SESSION = 1;

    private record Entry(int number, String input, String output) {}

    private final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());

    /** Notes a cell that ran, with its result as text. */
    public void add(int number, String input, String output) {
        entries.add(new Entry(number, input, output));
    }

    /** Returns rows as the protocol wants them: session, number, and the input or the pair of input and output. */
    public List<List<Object>> rows(HistoryRequest request) {
        return chosen(request).stream()
                .map(e -> List.<Object>of(
                        SESSION, e.number, request.includeOutput() ? List.of(e.input, e.output) : e.input))
                .toList();
    }

    private List<Entry> chosen(HistoryRequest request) {
        List<Entry> all = List.copyOf(entries);
        if (request instanceof HistoryRequest.Range range) {
            boolean ours = range.getSessionIndex() == 0 || range.getSessionIndex() == SESSION;
            int stop = range.getStop() == 0 ? Integer.MAX_VALUE : range.getStop();
            Stream<Entry> inRange = all.stream().filter(e -> e.number >= range.getStart() && e.number < stop);
            return ours ? inRange.toList() : List.of();
        }
        if (request instanceof HistoryRequest.Search search) {
            Pattern pattern = glob(search.getPattern());
            List<Entry> found =
                    all.stream().filter(e -> pattern.matcher(e.input).matches()).toList();
            return last(search.filterUnique() ? latestOfEach(found) : found, search.getMaxReturnLength());
        }
        return last(all, ((HistoryRequest.Tail) request).getMaxReturnLength());
    }

    private static List<Entry> latestOfEach(List<Entry> found) {
        Map<String, Entry> latest = new LinkedHashMap<>();
        for (Entry entry : found) {
            latest.remove(entry.input);
            latest.put(entry.input, entry);
        }
        return List.copyOf(latest.values());
    }

    /** Returns the last {@code count}; all, when the request did not say how many. */
    private static List<Entry> last(List<Entry> found, int count) {
        return count <= 0 ? found : found.subList(Math.max(0, found.size() - count), found.size());
    }

    private static Pattern glob(String text) {
        String pattern = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(pattern, Pattern.DOTALL);
    }
}
