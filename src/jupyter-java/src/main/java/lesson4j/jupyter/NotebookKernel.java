package lesson4j.jupyter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import jdk.jshell.JShell;
import lesson4j.jupyter.complete.Match;
import lesson4j.jupyter.complete.PackageIndex;
import lesson4j.jupyter.error.ErrorText;
import lesson4j.jupyter.jvm.ExitDoor;
import lesson4j.jupyter.jvm.IdleMemory;
import lesson4j.jupyter.notebook.ExecuteHandler;
import lesson4j.jupyter.notebook.Notebook;
import lesson4j.jupyter.notebook.NotebookEvaluator;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.output.SafeRenderer;
import lesson4j.jupyter.run.TimeLimit;
import lesson4j.jupyter.snippet.Magics;
import lesson4j.jupyter.source.MagicLine;
import lesson4j.jupyter.widget.WidgetComms;
import lesson4j.jupyter.wire.History;
import lesson4j.jupyter.wire.KernelConnection;
import lesson4j.jupyter.wire.KernelInfo;
import lesson4j.jupyter.wire.Replies;
import lesson4j.jupyter.wire.RunQueue;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.jspecify.annotations.Nullable;

/**
 * JJava's kernel, in which every cell gets a reply.
 *
 * <p>JJava ignores {@code silent} and {@code store_history}, never answers a request for history, and gives cells that
 * wait behind a failed one no {@code aborted}.
 */
final class NotebookKernel extends JavaKernel {
    /** JShell's first answers take some seconds, on a busy machine many; no later one takes one. */
    private static final long HELP_MILLIS = 30_000;

    /** So long no cell has run when the kernel takes another step to get ready for the reader. */
    private static final long REST_MILLIS = 250;

    private static final long BREATH_NANOS = 2_000_000;

    private final OutputRouter cellIo;
    private final NotebookEvaluator cells;
    private final WidgetComms widgets;
    private final PackageIndex packages = new PackageIndex();
    private final RunQueue queue = new RunQueue();
    private final ExecuteHandler runs;
    private final History history = new History();
    private final IdleMemory memory = new IdleMemory();

    NotebookKernel(
            NotebookKernelBuilder parts,
            OutputRouter io,
            JShell shell,
            NotebookEvaluator evaluator,
            WidgetComms widgets) {
        super(
                parts.identity().name(),
                parts.identity().version(),
                parts.languageInfo(),
                parts.identity().help(),
                null,
                io,
                widgets,
                new SafeRenderer(),
                parts.magics(),
                parts.magicsRegistry(),
                true,
                parts.styler(),
                shell,
                evaluator);
        this.cellIo = io;
        this.cells = evaluator;
        this.widgets = widgets;
        this.runs = new ExecuteHandler(
                evaluator,
                io,
                renderer,
                queue,
                code -> evalBuilder(code).resolveMagics().eval(),
                code -> evalBuilder(code).eval());
    }

    RunQueue queue() {
        return queue;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        cellIo.takeOver(((KernelConnection) connection).stdin());
    }

    @Override
    protected synchronized void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        commManager.setMessageContext(message);
        env.setBusyDeferIdle();
        Replies replies = (Replies) env;
        ExecuteRequest request = message.getContent();
        if (request.isSilent()) {
            replies.mute();
        }
        boolean kept = request.shouldStoreHistory() && !request.isSilent();
        int count = executionCount.get();
        memory.cellBegins();
        String output = runs.answer(
                replies,
                request,
                count,
                cellIo.begin(env, message),
                () -> replies.isOnMainShell() && queue.aborts(message.getHeader()));
        memory.cellEnds();
        if (kept && output != null) {
            executionCount.incrementAndGet();
            history.add(count, request.getCode(), output);
        }
    }

    @Override
    protected void handleKernelInfoRequest(ShellReplyEnvironment env, Message<KernelInfoRequest> message) {
        env.setBusyDeferIdle();
        env.reply(new KernelInfo(this));
    }

    /** Stops the running cell and what a widget runs; between two cells of a queue, those that wait. */
    @Override
    public void interrupt() {
        boolean handled = widgets.stopHandler();
        if (!cells.stop() && !handled) {
            queue.stop();
        }
    }

    @Override
    protected List<String> formatError(Throwable thrown) {
        return ErrorText.of(thrown);
    }

    /** Gets ready for what a reader may do first: to run a cell, then to press Tab. */
    void warmUp() {
        try {
            for (String cell : Extensions.all(KernelExtension::firstCells)) {
                inTurn(() -> unseen(cell));
            }
            packages.await();
            for (Runnable question : notebook().firstQuestions()) {
                inTurn(question);
            }
            inTurn(memory::cellEnds);
        } catch (InterruptedException e) {
            // the kernel ends
        }
    }

    private void unseen(String cell) {
        if (executionCount.get() == 1) {
            runs.unseen(() -> notebook().steps().run(cell));
        }
    }

    /** JShell does one thing at a time, and so do a kernel's cells: the reader's go first, and wait for one step at most. */
    private void inTurn(Runnable step) throws InterruptedException {
        memory.awaitRest(REST_MILLIS);
        LockSupport.parkNanos(BREATH_NANOS); // a cell that waits for the last step has not begun yet
        synchronized (this) {
            step.run();
        }
    }

    Notebook notebook() {
        return cells.on(getJShell());
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        return help(() -> notebook().help().at(code, offset(code, at), extraDetail))
                .orElse(null);
    }

    @Override
    protected void handleCompleteRequest(ShellReplyEnvironment env, Message<CompleteRequest> message) {
        env.setBusyDeferIdle();
        String code = message.getContent().getCode();
        int cursor = offset(code, message.getContent().getCursorPos());
        env.reply(help(() -> notebook().completion().at(code, cursor, Magics::names))
                .orElseGet(() -> Match.reply(code.substring(0, cursor), cursor, List.of())));
    }

    /** Asks for help off the thread that reads requests; cells wait until JShell is free again. */
    private <T> Optional<T> help(Callable<T> question) {
        try {
            return TimeLimit.ofCompiler(HELP_MILLIS, () -> {
                packages.await();
                synchronized (this) {
                    return question.call();
                }
            });
        } catch (TimeoutException late) {
            return Optional.empty();
        }
    }

    /** Returns where a cursor stands that Jupyter counts in characters, some of which Java counts as two. */
    private static int offset(String code, int cursor) {
        int characters = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, characters)));
    }

    @Override
    public void addToClasspath(String classpath) {
        super.addToClasspath(classpath);
        notebook().classes().addJars(PathsHandler.joinPaths(PathsHandler.splitAndResolveGlobs(classpath)));
    }

    @Override
    public String isComplete(String code) {
        return help(() -> super.isComplete(magicsResolver.resolve(MagicLine.without(code))))
                .orElse(IS_COMPLETE_BAD);
    }

    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> message) {
        env.setBusyDeferIdle();
        List<List<Object>> rows = history.rows(message.getContent());
        ((Replies) env).replyLast(MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", rows));
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment env, Message<ShutdownRequest> message) {
        ExitDoor.haltSoon();
        super.handleShutdownRequest(env, message);
    }

    @Override
    public void display(DisplayData data) {
        cellIo.publish(new PublishDisplayData(data));
    }
}
