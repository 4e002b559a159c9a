package lesson4j.jupyter.jvm;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Passes a class on with other code in its methods. */
final class MethodChange extends ClassVisitor {
    private final BiFunction<String, MethodVisitor, MethodVisitor> change;

    /** Makes one; {@code change} gets a method's name with its type, {@code exit(I)V}, and what writes its code. */
    MethodChange(ClassVisitor next, BiFunction<String, MethodVisitor, MethodVisitor> change) {
        super(Opcodes.ASM9, next);
        this.change = change;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String type, @Nullable String generic, String @Nullable [] thrown) {
        return change.apply(name + type, super.visitMethod(access, name, type, generic, thrown));
    }
}
