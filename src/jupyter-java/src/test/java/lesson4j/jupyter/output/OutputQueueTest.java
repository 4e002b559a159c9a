package lesson4j.jupyter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.Test;

class OutputQueueTest {
    private final Sent sent = new Sent();
    private final OutputQueue text = new OutputQueue(sent, () -> {});

    @Property(tries = 200)
    void nothingIsLostHoweverTheBytesArrive(@ForAll @Size(max = 40) List<String> words, @ForAll byte cut)
            throws InterruptedException {
        Sent sent = new Sent();
        OutputQueue text = new OutputQueue(sent, () -> {});
        String whole = "é…😀" + String.join("→", words).replaceAll("[\\ud800-\\udfff]", "");
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        int at = Math.floorMod(cut, bytes.length);

        text.print(StreamType.OUT, bytes, 0, at);
        text.send();
        text.print(StreamType.OUT, bytes, at, bytes.length - at);
        text.finish(() -> false);

        assertThat(String.join("", sent.texts)).isEqualTo(whole);
    }

    @Test
    void keepsTheOrderOfTextErrorsAndDisplays() throws InterruptedException {
        print(StreamType.OUT, "one");
        print(StreamType.ERR, "two");
        text.publish(PublishClearOutput.NOW);
        print(StreamType.OUT, "three");

        text.finish(() -> false);

        assertThat(sent.texts).containsExactly("one", "two", "clear_output", "three");
    }

    @Test
    void showsTheBeginningAndTheEndOfAFloodAndSaysHowManyLinesAreLeftOut() throws InterruptedException {
        for (int i = 0; i < 1_000_000; i++) {
            print(StreamType.OUT, "line " + i + "\n");
        }

        text.finish(() -> true);

        String shown = String.join("", sent.texts);
        assertThat(shown).startsWith("line 0\nline 1\n").endsWith("line 999999\n");
        assertThat(shown)
                .containsPattern(
                        "\n… \\d+ lines left out here: a cell shows 4 MB of text\\. Write long output to a file "
                                + "\\(Files\\.writeString\\), or start Jupyter with LESSON4J_OUTPUT_MB=40 …\nline \\d+\n");
        long left = Long.parseLong(shown.replaceAll("(?s).*… (\\d+) lines left out.*", "$1"));
        assertThat(left + shown.lines().filter(line -> line.startsWith("line ")).count())
                .isBetween(999_999L, 1_000_001L);
    }

    @Test
    void sendsTwoStreamsInTurnInFewMessages() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            print(StreamType.OUT, "o" + i + "\n");
            print(StreamType.ERR, "e" + i + "\n");
        }

        text.finish(() -> false);

        assertThat(sent.texts).hasSizeLessThan(20);
        assertThat(String.join("", sent.texts).lines().filter(line -> line.startsWith("o")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 10_000).mapToObj(i -> "o" + i).toList());
    }

    private void print(StreamType stream, String what) {
        byte[] bytes = what.getBytes(StandardCharsets.UTF_8);
        text.print(stream, bytes, 0, bytes.length);
    }

    private static final class Sent extends DefaultReplyEnvironment {
        private final List<String> texts = new ArrayList<>();

        Sent() {
            super(null, null, null);
        }

        @Override
        public void publish(Message<?> message) {
            texts.add(
                    message.getContent() instanceof PublishStream printed
                            ? printed.getText()
                            : message.getHeader().getType().getName());
        }
    }
}
