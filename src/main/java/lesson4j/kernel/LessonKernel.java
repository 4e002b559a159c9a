package lesson4j.kernel;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.kernel.JavaKernel;

/**
 * JJava's kernel, in which every cell gets a reply.
 *
 * <p>JJava catches exceptions only: an {@code Error} from a cell, or an out of memory, ends its shell thread.
 */
final class LessonKernel extends JavaKernel {
    private final CellIO cellIo;

    LessonKernel(LessonKernelBuilder parts, CellIO io, JShell shell, CellEvaluator evaluator) {
        super(
                "lesson4j",
                LessonKernelBuilder.VERSION,
                parts.languageInfo(),
                LessonKernelBuilder.HELP,
                parts.history(),
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
    }

    @Override
    protected synchronized void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        commManager.setMessageContext(message);
        ExecuteRequest request = message.getContent();
        int count = executionCount.getAndIncrement();
        env.setBusyDeferIdle();
        env.publish(new PublishExecuteInput(request.getCode(), count));
        replaceOutputStreams(env);
        cellIo.attach(env);
        cellIo.allowInput(request.isStdinEnabled());
        try {
            DisplayData out = evalBuilder(request.getCode())
                    .resolveMagics()
                    .renderResults()
                    .eval();
            cellIo.sendPrinted();
            if (out != null) {
                env.publish(new PublishExecuteResult(count, out));
            }
            env.defer().reply(new ExecuteReply(count, Map.of()));
        } catch (Throwable thrown) {
            cellIo.sendPrinted();
            fail(env, count, request.getCode(), thrown);
        } finally {
            cellIo.detach(env);
        }
    }

    private void fail(ShellReplyEnvironment env, int count, String code, Throwable thrown) {
        Throwable cause = thrown instanceof CellFailure failure ? failure.thrown() : thrown;
        List<String> trace = thrown instanceof CellFailure failure ? ErrorText.of(failure, code) : formatError(thrown);
        String name = ErrorText.name(cause);
        String message = ErrorText.message(cause);
        env.publish(new PublishError(name, message, trace));
        ErrorReply error = new ErrorReply(name, message, trace);
        error.setExecutionCount(count);
        env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), error);
    }

    @Override
    protected List<String> formatError(Throwable thrown) {
        return thrown instanceof CellStopped ? ErrorText.of(thrown) : super.formatError(thrown);
    }

    @Override
    protected void replaceOutputStreams(ShellReplyEnvironment env) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        System.setOut(cellIo.outStream());
        System.setErr(cellIo.errStream());
        System.setIn(cellIo.in);
        env.defer(() -> {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        });
    }

    @Override
    public void display(DisplayData data) {
        cellIo.show(data);
    }
}
