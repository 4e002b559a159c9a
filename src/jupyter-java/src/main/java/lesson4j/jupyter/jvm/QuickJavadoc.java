package lesson4j.jupyter.jvm;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Keeps JShell from compiling all of a class to find the Javadoc of one method.
 *
 * <p>The JDK's {@code JavadocHelper} walks through a class's source and asks the compiler for each declaration it meets. It
 * leaves methods out, but not static blocks, lambdas and classes without a name: for a variable in one of those the compiler
 * works through every method of the class, which for {@code Nd4j} takes three seconds at first. None has Javadoc to show.
 */
final class QuickJavadoc implements ClassFileTransformer {
    private static final String WALK = "com/sun/source/util/TreePathScanner";
    private static final List<String> LEFT_OUT = List.of("Block", "LambdaExpression", "NewClass");

    private final Consumer<ClassFileTransformer> done;

    /** Makes one that tells when it has done its work: as long as it waits for more, each class takes longer to load. */
    QuickJavadoc(Consumer<ClassFileTransformer> done) {
        this.done = done;
    }

    /** Changes the one class that walks. One of another name or kind, as a later JDK may have, stays as it is. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> old,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || !name.startsWith("jdk/internal/shellsupport/doc/JavadocHelper$OnDemand")) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        if (!reader.getSuperName().equals(WALK)) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Walk(writer), 0);
        done.accept(this);
        return writer.toByteArray();
    }

    private static final class Walk extends ClassVisitor {
        Walk(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        /** Adds a method that goes no deeper for each kind that is left out. */
        @Override
        public void visitEnd() {
            for (String kind : LEFT_OUT) {
                String type = "(Lcom/sun/source/tree/" + kind + "Tree;Ljava/lang/Object;)Ljava/lang/Object;";
                MethodVisitor method = visitMethod(Opcodes.ACC_PUBLIC, "visit" + kind, type, null, null);
                method.visitCode();
                method.visitInsn(Opcodes.ACONST_NULL);
                method.visitInsn(Opcodes.ARETURN);
                method.visitMaxs(1, 3);
                method.visitEnd();
            }
            super.visitEnd();
        }
    }
}
