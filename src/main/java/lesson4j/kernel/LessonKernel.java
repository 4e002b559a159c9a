package lesson4j.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.jspecify.annotations.Nullable;

/**
 * JJava's kernel, in which every cell gets a reply.
 *
 * <p>JJava catches exceptions only: an {@code Error} from a cell, or an out of memory, ends its shell thread. It also
 * ignores {@code silent}, {@code store_history}, {@code stop_on_error} and {@code user_expressions}.
 */
final class LessonKernel extends JavaKernel {
    private final CellIO cellIo;
    private final CellEvaluator cells;
    private final RunQueue queue = new RunQueue();
    private final History history = new History();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private @Nullable CellInput input;

    LessonKernel(LessonKernelBuilder parts, CellIO io, JShell shell, CellEvaluator evaluator) {
        super(
                "lesson4j",
                LessonKernelBuilder.VERSION,
                parts.languageInfo(),
                LessonKernelBuilder.HELP,
                null,
                io,
                parts.comms(),
                new SafeRenderer(),
                parts.magics(),
                parts.magicsRegistry(),
                true,
                parts.styler(),
                shell,
                evaluator);
        this.cellIo = io;
        this.cells = evaluator;
    }

    RunQueue queue() {
        return queue;
    }

    /** Imports the lesson's vocabulary, for which every cell waits. */
    void prepare() {
        try {
            evalBuilder(StartImports.source()).eval();
            ready.complete(true);
            MemoryLimit.watchHeap(cells::stopForMemory);
        } catch (Throwable failure) {
            ready.completeExceptionally(failure);
        }
    }

    CompletableFuture<?> ready() {
        return ready;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        input = new CellInput(((LessonConnection) connection).stdin());
        System.setIn(input);
        cellIo.takeOver();
    }

    @Override
    protected synchronized void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        commManager.setMessageContext(message);
        env.setBusyDeferIdle();
        Replies replies = (Replies) env;
        if (queue.aborts(message.getHeader())) {
            replies.replyLast(ExecuteReply.MESSAGE_TYPE, Map.of("status", "aborted"));
            return;
        }
        ExecuteRequest request = message.getContent();
        if (request.isSilent()) {
            replies.mute();
        }
        boolean kept = request.shouldStoreHistory() && !request.isSilent();
        int count = kept ? executionCount.getAndIncrement() : executionCount.get();
        CellText text = cellIo.begin(env);
        if (input != null) {
            input.begin(request.isStdinEnabled() ? message : null, text::send);
        }
        String output = run(replies, request, count, text);
        if (kept) {
            history.add(count, request.getCode(), output);
        }
    }

    /** Runs a cell, replies, and returns its result as text. */
    private String run(Replies env, ExecuteRequest request, int count, CellText text) {
        try {
            cells.begin(count, () -> cellIo.enter(text));
            env.publish(new PublishExecuteInput(request.getCode(), count));
            DisplayData out =
                    shown(evalBuilder(request.getCode()).resolveMagics().eval());
            Map<String, Object> wanted = new UserExpressions(this::evalAndShow).of(request.getUserExpr());
            text.finish(cells::isStopAsked);
            if (out != null) {
                env.publish(new PublishExecuteResult(count, out));
            }
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("status", "ok");
            reply.put("execution_count", count);
            reply.put("payload", List.of());
            reply.put("user_expressions", wanted);
            env.replyLast(ExecuteReply.MESSAGE_TYPE, reply);
            return out != null && out.getData(MIMEType.TEXT_PLAIN) instanceof String plain ? plain : "";
        } catch (Throwable thrown) {
            finish(text);
            fail(env, count, thrown);
            if (request.shouldStopOnError()) {
                queue.stop();
            }
            return "";
        } finally {
            cells.end();
        }
    }

    private DisplayData evalAndShow(String expression) throws ExecutionException {
        DisplayData shown = shown(evalBuilder(expression).eval());
        return DisplayData.emptyIfNull(shown);
    }

    /** Renders on the cell's thread, because a reader's endless {@code toString} is to be interrupted too. */
    private @Nullable DisplayData shown(@Nullable Object value) throws ExecutionException {
        if (value == null || value instanceof DisplayData) {
            return (DisplayData) value;
        }
        return cells.call(() -> renderer.render(value));
    }

    private static void finish(CellText text) {
        try {
            text.finish(() -> true);
        } catch (Throwable lost) {
            // what the cell printed could not be sent; its error still can
        }
    }

    private void fail(Replies env, int count, Throwable thrown) {
        Throwable told = thrown instanceof ExecutionException e && e.getCause() != null ? e.getCause() : thrown;
        Throwable cause = told instanceof CellFailure failure ? failure.thrown() : told;
        List<String> trace = told instanceof CellFailure failure ? ErrorText.of(failure) : formatError(told);
        String name = ErrorText.name(cause);
        String message = ErrorText.message(cause);
        env.publish(new PublishError(name, message, trace));
        ErrorReply error = new ErrorReply(name, message, trace);
        error.setExecutionCount(count);
        env.defer(() -> env.replyError(ExecuteReply.MESSAGE_TYPE.error(), error));
    }

    @Override
    protected List<String> formatError(Throwable thrown) {
        return ErrorText.of(thrown);
    }

    Notebook notebook() {
        return cells.on(getJShell());
    }

    @Override
    public synchronized @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        return notebook().help().at(code, code.offsetByCodePoints(0, at), extraDetail);
    }

    @Override
    protected synchronized void handleCompleteRequest(ShellReplyEnvironment env, Message<CompleteRequest> message) {
        env.setBusyDeferIdle();
        CompleteRequest asked = message.getContent();
        int cursor = asked.getCode().offsetByCodePoints(0, asked.getCursorPos());
        env.reply(notebook().completion().at(asked.getCode(), cursor, Magics::names));
    }

    @Override
    public void addToClasspath(String classpath) {
        super.addToClasspath(classpath);
        notebook().classes().addJars(PathsHandler.joinPaths(PathsHandler.splitAndResolveGlobs(classpath)));
    }

    @Override
    public String isComplete(String code) {
        return super.isComplete(magicsResolver.resolve(MagicLine.without(code)));
    }

    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> message) {
        env.setBusyDeferIdle();
        List<List<Object>> rows = history.rows(message.getContent());
        ((Replies) env).replyLast(MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", rows));
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment env, Message<ShutdownRequest> message) {
        LastResort.haltSoon();
        super.handleShutdownRequest(env, message);
    }

    @Override
    public void display(DisplayData data) {
        cellIo.publish(new PublishDisplayData(data));
    }
}
