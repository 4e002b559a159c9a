package lesson4j.jupyter.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.ErrorText;
import lesson4j.jupyter.output.OutputQueue;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.wire.Replies;
import lesson4j.jupyter.wire.RunQueue;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.shaded.com.google.gson.Gson;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cell, shows what it returns or throws, and replies, whatever happens.
 *
 * <p>JJava catches exceptions only: an {@code Error} from a cell, or from showing its value, ends its shell thread. It
 * also ignores {@code stop_on_error} and {@code user_expressions}.
 */
public record ExecuteHandler(
        NotebookEvaluator cells,
        OutputRouter cellIo,
        Renderer renderer,
        RunQueue queue,
        Evaluation cell,
        Evaluation expression) {
    private static final Gson GSON = new Gson();

    /** Evaluates the code of a cell or of an expression. */
    @FunctionalInterface
    public interface Evaluation {
        @Nullable
        Object of(String code) throws Exception;
    }

    /**
     * Runs a cell, replies, and returns its result as text. Null when the cell was called off before it began.
     *
     * @param calledOff whether a cell that failed, or an interrupt, means this one too
     */
    @Nullable
    public String answer(Replies env, ExecuteRequest request, int count, OutputQueue text, BooleanSupplier calledOff) {
        try {
            cells.begin(count, () -> cellIo.enter(text));
            if (calledOff.getAsBoolean()) {
                env.replyLast(ExecuteReply.MESSAGE_TYPE, Map.of("status", "aborted"));
                return null;
            }
            env.publish(new PublishExecuteInput(request.getCode(), count));
            DisplayData out = shown(cell.of(request.getCode()));
            Map<String, Object> wanted = expressions(request.getUserExpr());
            text.finish(cells.worker()::isStopAsked);
            if (out != null) {
                env.publish(new PublishExecuteResult(count, out));
            }
            env.replyLast(ExecuteReply.MESSAGE_TYPE, reply(count, wanted));
            return out != null && out.getData(MIMEType.TEXT_PLAIN) instanceof String plain ? plain : "";
        } catch (Throwable thrown) {
            finish(text);
            fail(env, count, thrown);
            if (request.shouldStopOnError()) {
                queue.stop();
            }
            return "";
        } finally {
            if (cells.worker().end()) {
                queue.stop();
            }
        }
    }

    private static Map<String, Object> reply(int count, Map<String, Object> userExpressions) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("status", "ok");
        reply.put("execution_count", count);
        reply.put("payload", List.of());
        reply.put("user_expressions", userExpressions);
        return reply;
    }

    /** Returns values or errors of what a front end sends along with a cell. JJava answers with none. */
    private Map<String, Object> expressions(@Nullable Map<String, String> asked) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (asked != null) {
            asked.forEach((key, code) -> values.put(key, value(code)));
        }
        return values;
    }

    private Object value(String code) {
        try {
            DisplayData data = DisplayData.emptyIfNull(shown(expression.of(code)));
            JsonObject shown = GSON.toJsonTree(data).getAsJsonObject();
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

    /** Runs a cell of the kernel's own and renders its value, for nobody to see. What it throws is lost as well. */
    public void unseen(Callable<@Nullable Object> cell) {
        try {
            cells.begin(0, () -> {});
            shown(cell.call());
        } catch (Throwable lost) {
            // the reader's own cell will tell
        } finally {
            cells.worker().end();
        }
    }

    /** Renders on the cell's thread, because a reader's endless {@code toString} is to be interrupted too. */
    private @Nullable DisplayData shown(@Nullable Object value) throws ExecutionException {
        if (value == null || value instanceof DisplayData) {
            return (DisplayData) value;
        }
        return cells.worker().call(() -> renderer.render(value));
    }

    private static void finish(OutputQueue text) {
        try {
            text.finish(() -> true);
        } catch (Throwable lost) {
            // what the cell printed could not be sent; its error still can
        }
    }

    private static void fail(Replies env, int count, Throwable thrown) {
        Throwable told = thrown instanceof ExecutionException e && e.getCause() != null ? e.getCause() : thrown;
        Throwable cause = told instanceof CodeFailure failure ? failure.thrown() : told;
        List<String> trace = told instanceof CodeFailure failure ? ErrorText.of(failure) : ErrorText.of(told);
        String name = ErrorText.name(cause);
        String message = ErrorText.message(cause);
        env.publish(new PublishError(name, message, trace));
        ErrorReply error = new ErrorReply(name, message, trace);
        error.setExecutionCount(count);
        env.defer(() -> env.replyError(ExecuteReply.MESSAGE_TYPE.error(), error));
    }
}
