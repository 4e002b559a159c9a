package lesson4j.kernel;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Lets "interrupt" stop a cell anywhere in its own code.
 *
 * <p>JJava only interrupts the thread, which a plain loop never notices: it runs on as a zombie. Here each method entry
 * and loop back-edge of a cell's code asks one volatile field whether the cell is to stop.
 */
public final class StopCheck {
    private static final String OWNER = Type.getInternalName(StopCheck.class);
    private static volatile @Nullable Thread stopping;

    private StopCheck() {}

    /** Throws {@link CellStopped} if the cell that runs is being stopped; called by woven code only. */
    public static void check() {
        if (stopping != null) {
            stopIfMeant();
        }
    }

    private static void stopIfMeant() {
        Thread me = Thread.currentThread();
        if (me == stopping || me instanceof ForkJoinWorkerThread) {
            throw new CellStopped();
        }
    }

    /** Stops the code that {@code cell} runs, and the parallel streams it started; null lets everything run. */
    static void stop(@Nullable Thread cell) {
        stopping = cell;
    }

    static byte[] weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String type,
                            @Nullable String generic,
                            String @Nullable [] thrown) {
                        return new Weaver(super.visitMethod(access, name, type, generic, thrown), name.startsWith("<"));
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** A jump to a label that was already passed is a loop's back-edge. */
    private static final class Weaver extends MethodVisitor {
        private final boolean initializer;
        private final Set<Label> passed = new HashSet<>();

        Weaver(MethodVisitor next, boolean initializer) {
            super(Opcodes.ASM9, next);
            this.initializer = initializer;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (!initializer) {
                callCheck();
            }
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                callCheck();
            }
            super.visitJumpInsn(opcode, target);
        }

        private void callCheck() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
        }
    }
}
