package lesson4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;

class CellOutputTest {

    @Property(tries = 200)
    void nothingIsLostHoweverTheBytesArrive(@ForAll @Size(max = 40) List<String> words, @ForAll byte cut) {
        List<String> sent = new ArrayList<>();
        CellOutput output = new CellOutput((cell, text) -> sent.add(text));
        output.attach(new Cell());
        String whole = "é…😀" + String.join("→", words).replaceAll("[\\ud800-\\udfff]", "");
        byte[] bytes = whole.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int at = Math.floorMod(cut, bytes.length);

        output.write(bytes, 0, at);
        output.send();
        output.write(bytes, at, bytes.length - at);
        output.send();

        assertThat(String.join("", sent)).isEqualTo(whole);
    }

    private static final class Cell extends ShellReplyEnvironment {
        Cell() {
            super(null, null, null, null);
        }
    }
}
