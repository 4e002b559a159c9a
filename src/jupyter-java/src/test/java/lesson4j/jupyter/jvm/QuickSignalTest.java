package lesson4j.jupyter.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** JeroMQ at hand counts a signal after the byte that wakes the other thread; one that no longer does is to be noticed here. */
class QuickSignalTest {
    private static final String SIGNALER = "org/dflib/jjava/shaded/zmq/Signaler";

    @Test
    void aSignalIsCountedBeforeTheOtherThreadIsWoken() throws IOException {
        ClassReader theirs = new ClassReader(ClassLoader.getSystemResourceAsStream(SIGNALER + ".class"));
        assertThat(steps(theirs)).containsExactly("Signaler.maksInterrupt", "AtomicLong.incrementAndGet");
        assertThat(steps(new ClassReader(QuickSignal.changed())))
                .containsExactly("AtomicLong.incrementAndGet", "Signaler.maksInterrupt", "AtomicLong.get");
    }

    /** What sending calls of the counter and of itself, where it writes. */
    private static List<String> steps(ClassReader type) {
        List<String> steps = new ArrayList<>();
        var calls = new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int how, String owner, String called, String of, boolean isInterface) {
                if (owner.equals(SIGNALER) || owner.endsWith("AtomicLong")) {
                    steps.add(owner.substring(owner.lastIndexOf('/') + 1) + '.' + called);
                }
            }
        };
        type.accept(new MethodChange(new ClassWriter(0), (name, method) -> name.equals("send()V") ? calls : method), 0);
        return steps;
    }
}
