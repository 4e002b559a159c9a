package lesson4j.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lesson4j.jupyter.error.Thrown;
import lesson4j.jupyter.source.Names;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Says which tensors on the cell's line do not fit together, by name and shape, and what would fit. */
final class ShapeAdvice {
    private static final Pattern NAME = Pattern.compile(Names.NAME + "(?!\\s*\\()");
    private static final Pattern CALL =
            Pattern.compile("(" + Names.NAME + ")\\s*\\.\\s*(" + Names.NAME + ")\\(\\s*(" + Names.NAME + ")\\s*[,)]");
    private static final Pattern SHAPE = Pattern.compile("\\[\\d+(?:, ?\\d+)*]");
    private static final Pattern CALLED = Pattern.compile("\\.(\\w+)\\(");
    private static final Pattern ABOUT_SHAPES = Pattern.compile(
            "(?i)shape|broadcast|matrix mult|dimension|execution failed|failed to execute|vector|Index \\[|linear index");
    private static final Pattern TWO_SIDED = Pattern.compile("r?(add|sub|mul|div)i?");

    private ShapeAdvice() {}

    /**
     * Returns lines of advice; none when {@code thrown} is not about shapes.
     *
     * @param line the text of the cell's line that failed
     * @param values what the notebook's variables hold
     */
    static List<String> of(Throwable thrown, String line, Function<String, @Nullable Object> values) {
        boolean nd4j = Thrown.frames(thrown).stream()
                .limit(20)
                .anyMatch(frame -> frame.getClassName().startsWith("org.nd4j."));
        if (!nd4j || !ABOUT_SHAPES.matcher(Thrown.message(thrown)).find()) {
            return List.of();
        }
        Map<String, long[]> shapes = new LinkedHashMap<>();
        NAME.matcher(line).results().map(MatchResult::group).forEach(name -> {
            if (values.apply(name) instanceof INDArray tensor) {
                shapes.put(name, tensor.shape());
            }
        });
        List<String> advice = new ArrayList<>();
        if (!shapes.isEmpty()) {
            advice.add(shapes.entrySet().stream()
                    .map(e -> e.getKey() + " is " + Arrays.toString(e.getValue()))
                    .collect(Collectors.joining(", ", "", ".")));
        }
        String message = Thrown.message(thrown);
        String log = LibraryLogs.takeLastFailure();
        advice.addAll(rule(SHAPE.matcher(message).find() ? message : log, line, shapes));
        return advice;
    }

    private static List<String> rule(String told, String line, Map<String, long[]> shapes) {
        Stream<List<String>> named = CALL.matcher(line)
                .results()
                .map(call -> rule(
                        call.group(2),
                        call.group(1),
                        shapes.get(call.group(1)),
                        call.group(3),
                        shapes.get(call.group(3))));
        List<long[]> sides =
                SHAPE.matcher(told).results().map(found -> shape(found.group())).toList();
        Stream<List<String>> unnamed = CALLED.matcher(sides.size() < 2 ? "" : line)
                .results()
                .map(call -> rule(call.group(1), "the left side", sides.get(0), "the right side", sides.get(1)));
        return Stream.concat(named, unnamed)
                .filter(rule -> !rule.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> rule(
            String method, String a, long @Nullable [] left, String b, long @Nullable [] right) {
        if (left == null || right == null) {
            return List.of();
        }
        if (method.startsWith("mmul") && left.length == 2 && right.length == 2 && left[1] != right[0]) {
            String found = "mmul needs " + b + " to have as many rows as " + a + " has columns: " + left[1]
                    + " columns, but " + right[0] + " rows.";
            if (left[1] == right[1]) {
                return List.of(found, b + " turned by .transpose() would fit.");
            }
            return left[0] == right[0] ? List.of(found, a + " turned by .transpose() would fit.") : List.of(found);
        }
        if (TWO_SIDED.matcher(method).matches()) {
            return List.of(method + " works value by value: counted from the last, the dimensions must be equal or 1; "
                    + Arrays.toString(left) + " and " + Arrays.toString(right) + " are not." + asRow(b, left, right));
        }
        if (method.matches("[vh]stack|concat")) {
            return List.of(method + " joins tensors that are equal in every other dimension; " + Arrays.toString(left)
                    + " and " + Arrays.toString(right) + " are not.");
        }
        if (method.endsWith("RowVector") && left.length == 2) {
            return List.of(method + " needs a row of " + left[1] + " values, shape [1, " + left[1] + "].");
        }
        if (method.endsWith("ColumnVector") && left.length == 2) {
            return List.of(method + " needs a column of " + left[0] + " values, shape [" + left[0] + ", 1].");
        }
        return List.of();
    }

    private static String asRow(String b, long[] left, long[] right) {
        long size = Arrays.stream(right).reduce(1, Math::multiplyExact);
        if (b.contains(" ") || left.length != 2 || right.length == 2 && right[0] != 1 && right[1] != 1) {
            return "";
        }
        return size == left[0] && size != left[1]
                ? " " + b + " as a column, .reshape(" + size + ", 1), would fit."
                : "";
    }

    private static long[] shape(String text) {
        return Arrays.stream(text.replaceAll("[\\[\\] ]", "").split(","))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
