package lesson4j.jupyter.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
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

    /** Returns the code of the class {@code name} of the JDK or the class path, changed. */
    static byte[] of(String name, BiFunction<String, MethodVisitor, MethodVisitor> change) throws IOException {
        try (InputStream code = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
            ClassReader reader = new ClassReader(Objects.requireNonNull(code, name));
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new MethodChange(writer, change), 0);
            return writer.toByteArray();
        }
    }

    /** Gives the class {@code name}, in use or not, other code. */
    static void install(Instrumentation jvm, String name, byte[] code)
            throws ClassNotFoundException, UnmodifiableClassException {
        jvm.redefineClasses(new ClassDefinition(Class.forName(name), code));
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String type, @Nullable String generic, String @Nullable [] thrown) {
        return change.apply(name + type, super.visitMethod(access, name, type, generic, thrown));
    }
}
