package lesson4j.jupyter.run;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import lesson4j.jupyter.source.LineNumbers;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Weaves into a cell's class what the kernel needs there: {@link StopCheck}, and the cell's own line numbers. */
final class Weaving extends ClassVisitor {
    private static final String OWNER = Type.getInternalName(StopCheck.class);

    private static final String INTERRUPT = "(Ljava/lang/Thread;)V";

    private final @Nullable LineNumbers lines;

    private Weaving(ClassVisitor next, @Nullable LineNumbers lines) {
        super(Opcodes.ASM9, next);
        this.lines = lines;
    }

    /** Returns {@code classFile} with all woven in; {@code lines} may be null for code of no cell. */
    static byte[] of(byte[] classFile, @Nullable LineNumbers lines) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        try {
            reader.accept(new Weaving(writer, lines), 0);
            return writer.toByteArray();
        } catch (MethodTooLargeException atTheLimit) {
            // such a method has no room for checks; it runs as the compiler made it
            return classFile;
        }
    }

    @Override
    public void visitSource(@Nullable String source, @Nullable String debug) {
        super.visitSource(lines == null ? source : lines.file(), debug);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String type, @Nullable String generic, String @Nullable [] thrown) {
        MethodVisitor next = super.visitMethod(access, name, type, generic, thrown);
        return new Code(next, name.startsWith("<"), lines);
    }

    /** A jump to a label that was already passed is a loop's back-edge. */
    private static final class Code extends MethodVisitor {
        private final boolean initializer;
        private final @Nullable LineNumbers lines;
        private final Set<Label> passed = new HashSet<>();

        Code(MethodVisitor next, boolean initializer, @Nullable LineNumbers lines) {
            super(Opcodes.ASM9, next);
            this.initializer = initializer;
            this.lines = lines;
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
        public void visitLineNumber(int line, Label start) {
            super.visitLineNumber(lines == null ? line : lines.number(line), start);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                callCheck();
            }
            super.visitJumpInsn(opcode, target);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            if (name.contains("Virtual")) {
                StopCheck.virtualThreadsAreUsed();
            }
            if (isInterrupt(owner, name)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "interrupt", INTERRUPT, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, type, isInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            Object[] safe = Arrays.stream(arguments)
                    .map(argument -> argument instanceof Handle to && isInterrupt(to.getOwner(), to.getName())
                            ? new Handle(Opcodes.H_INVOKESTATIC, OWNER, "interrupt", INTERRUPT, false)
                            : argument)
                    .toArray();
            super.visitInvokeDynamicInsn(name, type, bootstrap, safe);
        }

        private static boolean isInterrupt(String owner, String name) {
            return owner.equals("java/lang/Thread") && name.equals("interrupt");
        }

        private void callCheck() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
        }
    }
}
