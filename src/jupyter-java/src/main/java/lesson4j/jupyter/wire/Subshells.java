package lesson4j.jupyter.wire;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lesson4j.jupyter.source.Inside;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonObject;

/**
 * The queues in which requests wait: the main one, and one more for each subshell that a front end asks for.
 *
 * <p>So a slider is answered while a cell runs. This is Jupyter's enhancement proposal 91, which JJava does not know.
 */
final class Subshells {
    static final String MAIN = "";

    private final Map<String, ExecutorService> queues = new TreeMap<>();

    Subshells() {
        queues.put(MAIN, queue("main"));
    }

    /** Does {@code work} after what waits in the queue; a subshell that is gone is the main one's business. */
    synchronized void add(String subshell, Runnable work) {
        Objects.requireNonNull(queues.getOrDefault(subshell, queues.get(MAIN))).execute(work);
    }

    /** Answers the three requests that make, end and list subshells. */
    void handleOn(KernelConnection connection) {
        handle(connection, "create", asked -> Map.of("status", "ok", "subshell_id", create()));
        handle(connection, "delete", asked -> {
            delete(asked.get("subshell_id"));
            return Map.of("status", "ok");
        });
        handle(connection, "list", asked -> Map.of("status", "ok", "subshell_id", list()));
    }

    private interface Answer {
        Map<String, Object> to(JsonObject asked);
    }

    private static void handle(KernelConnection connection, String verb, Answer answer) {
        MessageType<JsonObject> request = type(verb + "_subshell_request");
        MessageType<JsonObject> reply = type(verb + "_subshell_reply");
        ShellHandler<JsonObject> handler = (env, message) -> {
            env.setBusyDeferIdle();
            ((Replies) env).replyLast(reply, answer.to(message.getContent()));
        };
        connection.setHandler(request, handler);
    }

    private synchronized String create() {
        String id = UUID.randomUUID().toString();
        queues.put(id, queue("subshell"));
        return id;
    }

    private synchronized void delete(JsonElement id) {
        ExecutorService queue =
                id == null || id.isJsonNull() || id.getAsString().equals(MAIN) ? null : queues.remove(id.getAsString());
        if (queue == null) {
            throw new IllegalArgumentException(
                    "Expected the id of a subshell but found " + id + ". There are " + list() + ".");
        }
        queue.shutdown();
    }

    private synchronized Object list() {
        return queues.keySet().stream().filter(id -> !id.equals(MAIN)).toList();
    }

    private static ExecutorService queue(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** JJava has a fixed list of types, to which each one adds itself when it is made. */
    @SuppressWarnings("unchecked")
    private static MessageType<JsonObject> type(String name) {
        try {
            Constructor<?> constructor = MessageType.class.getDeclaredConstructor(String.class, Class.class);
            constructor.setAccessible(true);
            return (MessageType<JsonObject>) constructor.newInstance(name, JsonObject.class);
        } catch (ReflectiveOperationException e) {
            throw Inside.changed(e);
        }
    }
}
