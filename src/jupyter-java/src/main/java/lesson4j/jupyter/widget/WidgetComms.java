package lesson4j.jupyter.widget;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.error.ErrorText;
import lesson4j.jupyter.output.OutputQueue;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.run.SideThread;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Keeps widgets the same here and on the page, by the protocol of ipywidgets 2.1.
 *
 * <p>JJava's handlers run on the thread that reads, and an {@code Error} there silences the kernel. Here a reader's code
 * has a thread of its own, and what it prints or throws appears under the cell that made the widget.
 */
public final class WidgetComms extends CommManager {
    private static final String TARGET = "jupyter.widget";
    private static final Map<String, Object> VERSION = Map.of("version", "2.1.0");

    private final OutputRouter router;
    private final SideThread handlers = new SideThread("widget-handler");
    private volatile boolean areShown;

    /** Makes the comms of a kernel whose output {@code router} leads. */
    public WidgetComms(OutputRouter router) {
        this.router = router;
        comms = new ConcurrentHashMap<>();
        registerTarget(TARGET + ".control", (all, id, target, open) -> {
            areShown = true;
            return new Control(all, id, target);
        });
    }

    /** Returns whether a page that knows widgets is there: it asks for those there are at once. */
    boolean areShown() {
        return areShown;
    }

    /** Stops the handler that runs now; returns whether any does. */
    public boolean stopHandler() {
        return handlers.stop();
    }

    /** Opens {@code widget} on the page. */
    void open(Widget widget) {
        Comm comm = new WidgetComm(this, widget);
        registerComm(comm);
        OutputQueue cell = router.here();
        widget.opened(comm, cell);
        MessageContext context = cell == null ? this.context : cell.context();
        var wire = WidgetState.wire(new JsonObject(), "state", widget.state());
        var content = new CommOpenCommand(widget.id(), TARGET, wire.data());
        iopub.sendMessage(new Message<>(context, CommOpenCommand.MESSAGE_TYPE, content, wire.buffers(), VERSION));
    }

    /** Tells the page of {@code values}. */
    void update(Widget widget, Map<String, ?> values) {
        send(widget.id(), "update", values, context);
    }

    private void send(String id, String method, Map<String, ?> values, MessageContext context) {
        var wire = WidgetState.wire(WidgetState.method(method), "state", values);
        var content = new CommMsgCommand(id, wire.data());
        iopub.sendMessage(new Message<>(context, CommMsgCommand.MESSAGE_TYPE, content, wire.buffers(), Map.of()));
    }

    /** Runs a reader's {@code handler} for the cell that made the widget. */
    void handle(@Nullable OutputQueue cell, ClassLoader loader, Runnable handler) {
        handlers.run(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            if (cell != null) {
                router.enter(cell);
            }
            try {
                handler.run();
            } catch (Throwable thrown) {
                tell(cell, thrown);
            }
        });
    }

    private static void tell(@Nullable OutputQueue cell, Throwable thrown) {
        try {
            Throwable told = thrown instanceof CodeStopped ? new CodeStopped() : thrown;
            var error = new PublishError(ErrorText.name(told), ErrorText.message(told), ErrorText.of(told));
            if (cell != null) {
                cell.publish(error);
            }
        } catch (Throwable untold) {
            // with no memory left, the next handler still runs
        }
    }

    /** A widget's own line to the page. */
    private static final class WidgetComm extends Comm {
        private final WidgetComms all;
        private final Widget widget;

        WidgetComm(WidgetComms all, Widget widget) {
            super(all, widget.id(), TARGET);
            this.all = all;
            this.widget = widget;
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            JsonObject data = message.getContent().getData();
            switch (data.get("method").getAsString()) {
                case "update" -> {
                    var values = WidgetState.values(data, message.getBlobs());
                    // other pages that show the same widget learn of it by this
                    all.send(widget.id(), "echo_update", values, message);
                    widget.changed(values);
                }
                case "request_state" -> all.update(widget, widget.state());
                case "custom" -> widget.told(data.getAsJsonObject("content"));
                default -> {
                    // of a later protocol
                }
            }
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {
            widget.closed();
        }
    }

    /** A page that was reloaded asks here for every widget's state at once. */
    private static final class Control extends Comm {
        private final CommManager all;

        Control(CommManager all, String id, String target) {
            super(all, id, target);
            this.all = all;
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            Map<String, Object> states = new LinkedHashMap<>();
            for (Comm comm : all) {
                if (comm instanceof WidgetComm one) {
                    Map<String, Object> state = one.widget.state();
                    states.put(
                            comm.getID(),
                            Map.of(
                                    "model_name", state.get("_model_name"),
                                    "model_module", state.get("_model_module"),
                                    "model_module_version", state.get("_model_module_version"),
                                    "state", state));
                }
            }
            var wire = WidgetState.wire(WidgetState.method("update_states"), "states", states);
            List<byte[]> buffers = wire.buffers();
            send(wire.data(), null, buffers);
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
    }
}
