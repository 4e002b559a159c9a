package lesson4j.jupyter.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import lesson4j.jupyter.error.CodeFailure;
import lesson4j.jupyter.error.ErrorText;
import lesson4j.jupyter.output.OutputQueue;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.wire.Replies;
import lesson4j.jupyter.wire.RunQueue;
import lesson4j.jupyter.wire.UserExpressions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cell, shows what it returns or throws, and replies, whatever happens.
 *
 * <p>JJava catches exceptions only: an {@code Error} from a cell, or from showing its value, ends its shell thread. It
 * also ignores {@code stop_on_error} and {@code user_expressions}.
 */
public final class ExecuteHandler {
    /** Evaluates the code of a cell or of an expression. */
    @FunctionalInterface
    public interface Evaluation {
        @Nullable
        Object of(String code) throws Exception;
    }

    private final NotebookEvaluator cells;
    private final OutputRouter cellIo;
    private final Renderer renderer;
    private final RunQueue queue;
    private final Evaluation cell;
    private final Evaluation expression;

    /** Makes a handler; {@code cell} evaluates a cell with its magics, {@code expression} one without. */
    public ExecuteHandler(
            NotebookEvaluator cells,
            OutputRouter cellIo,
            Renderer renderer,
            RunQueue queue,
            Evaluation cell,
            Evaluation expression) {
        this.cells = cells;
        this.cellIo = cellIo;
        this.renderer = renderer;
        this.queue = queue;
        this.cell = cell;
        this.expression = expression;
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
            Map<String, Object> wanted = new UserExpressions(this::evalAndShow).of(request.getUserExpr());
            text.finish(cells::isStopAsked);
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
            if (cells.end()) {
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

    private DisplayData evalAndShow(String code) throws Exception {
        return DisplayData.emptyIfNull(shown(expression.of(code)));
    }

    /** Renders on the cell's thread, because a reader's endless {@code toString} is to be interrupted too. */
    private @Nullable DisplayData shown(@Nullable Object value) throws ExecutionException {
        if (value == null || value instanceof DisplayData) {
            return (DisplayData) value;
        }
        return cells.call(() -> renderer.render(value));
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
