package lesson4j.jupyter.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Classes of a Java that does not exist yet are loaded as they are. */
class SnippetLoaderTest {
    private static final int MAJOR = 7;

    @Test
    void aClassFileOfAFutureVersionIsLeftUnwovenAndToldOnce() {
        var loader = new SnippetLoader();
        byte[] today = classFile();
        byte[] future = today.clone();
        future[MAJOR] = 99;

        assertThat(loader.weave("Cell", today)).isNotEmpty();
        assertThat(loader.takeNotice()).isEmpty();

        assertThat(loader.weave("Cell", future)).isEqualTo(future);
        assertThat(loader.takeNotice())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("Interrupts are weaker here: ")
                        .contains("version 99"));

        assertThat(loader.weave("Cell", future)).isEqualTo(future);
        assertThat(loader.takeNotice()).isEmpty();
    }

    private static byte[] classFile() {
        var made = new ClassWriter(0);
        made.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Cell", null, "java/lang/Object", null);
        return made.toByteArray();
    }
}
