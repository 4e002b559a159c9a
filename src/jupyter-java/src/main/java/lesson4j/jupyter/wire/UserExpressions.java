package lesson4j.jupyter.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.ErrorText;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.shaded.com.google.gson.Gson;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the expressions that a front end sends along with a cell.
 *
 * <p>JJava answers with none.
 */
public final class UserExpressions {

    private static final Gson GSON = new Gson();

    /** Evaluates an expression and renders its value. */
    @FunctionalInterface
    public interface Eval {
        DisplayData eval(String expression) throws Exception;
    }

    private final Eval eval;

    /** Makes an evaluator out of one for a single expression. */
    public UserExpressions(Eval eval) {
        this.eval = eval;
    }

    /** Returns, by their keys, the values or the errors of the expressions. */
    public Map<String, Object> of(@Nullable Map<String, String> expressions) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (expressions != null) {
            expressions.forEach((key, expression) -> values.put(key, value(expression)));
        }
        return values;
    }

    private Object value(String expression) {
        try {
            JsonObject shown = GSON.toJsonTree(eval.eval(expression)).getAsJsonObject();
            shown.addProperty("status", "ok");
            return shown;
        } catch (Throwable thrown) {
            Throwable cause = thrown instanceof CodeFailure failure ? failure.thrown() : thrown;
            return Map.of(
                    "status", "error",
                    "ename", ErrorText.name(cause),
                    "evalue", ErrorText.message(cause),
                    "traceback", List.of());
        }
    }
}
