package lesson4j.jupyter.jvm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.atomic.AtomicLong;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Keeps threads that hand each other messages from waiting in a loop.
 *
 * <p>JeroMQ's {@code Signaler} wakes the other thread by a byte in a pipe, and only then counts the signal. The other one, which the
 * system often lets run at once and in the first one's place, sees the byte but no signal, and asks again and again until the
 * first one's turn comes: some milliseconds for each message. Here the signal is counted before the byte is written.
 */
final class QuickSignal {
    private static final String SIGNALER = "org.dflib.jjava.shaded.zmq.Signaler";
    private static final String COUNTER = Type.getInternalName(AtomicLong.class);

    private QuickSignal() {}

    /** Changes the JeroMQ that JJava brings. A test looks whether it still counts like this. */
    static void install(Instrumentation jvm) throws IOException, ClassNotFoundException, UnmodifiableClassException {
        MethodChange.install(jvm, SIGNALER, changed());
    }

    /** Returns the code of the class that signals, which counts first. */
    static byte[] changed() throws IOException {
        return MethodChange.of(SIGNALER, (name, method) -> name.equals("send()V") ? new CountFirst(method) : method);
    }

    private static final class CountFirst extends MethodVisitor {
        CountFirst(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitFieldInsn(Opcodes.GETFIELD, SIGNALER.replace('.', '/'), "wcursor", 'L' + COUNTER + ';');
            super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, COUNTER, "incrementAndGet", "()J", false);
            super.visitInsn(Opcodes.POP2);
        }

        @Override
        public void visitMethodInsn(int how, String owner, String called, String of, boolean isInterface) {
            // what was the count is a look at it
            super.visitMethodInsn(how, owner, called.equals("incrementAndGet") ? "get" : called, of, isInterface);
        }
    }
}
