package lesson4j.jupyter.jvm;

import java.lang.instrument.ClassFileTransformer;
import java.lang.ref.SoftReference;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Keeps JShell from compiling all of a class to find the Javadoc of one method.
 *
 * <p>The JDK's {@code JavadocHelper} walks through a class's source and asks the compiler for each declaration it meets. It
 * leaves methods out, but not static blocks, lambdas and classes without a name: for a variable in one of those the compiler
 * works through every method of the class, which for {@code Nd4j} takes three seconds at first. None has Javadoc to show.
 *
 * <p>The helper keeps what it has parsed, but JShell makes one for each question. Here the next one goes on with it.
 */
public final class QuickJavadoc implements ClassFileTransformer {
    static final String PACKAGE = "jdk.internal.shellsupport.doc";
    private static final String WALK = "com/sun/source/util/TreePathScanner";
    private static final List<String> LEFT_OUT = List.of("Block", "LambdaExpression", "NewClass");

    private static final String PARSED = "signature2Source";

    /** So many declarations are some ten source files, which the compiler keeps with all that they import. */
    private static final int MOST = 3_000;

    private static SoftReference<Map<?, ?>> known = new SoftReference<>(Map.of());

    private final Consumer<ClassFileTransformer> done;

    /** Makes one that tells when it has done its work: as long as it waits for more, each class takes longer to load. */
    QuickJavadoc(Consumer<ClassFileTransformer> done) {
        this.done = done;
    }

    /** Returns what was parsed so far, else {@code empty}. JShell calls it, in turns with all else that it does. */
    public static Map<?, ?> parsed(Map<?, ?> empty) {
        Map<?, ?> found = known.get();
        if (found == null || found.isEmpty() || found.size() > MOST) {
            found = empty;
            known = new SoftReference<>(found);
        }
        return found;
    }

    /** Changes the class that keeps what it has parsed, and the one that walks. One of another name or kind, as a later JDK may have, stays as it is. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> old,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || !name.startsWith(PACKAGE.replace('.', '/') + "/JavadocHelper$OnDemand")) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        if (!reader.getSuperName().equals(WALK)) {
            var found = new AtomicBoolean();
            reader.accept(new MethodChange(writer, (of, code) -> new Keeping(code, () -> found.set(true))), 0);
            return found.get() ? writer.toByteArray() : null;
        }
        reader.accept(new Walk(writer), 0);
        done.accept(this);
        return writer.toByteArray();
    }

    private static final class Keeping extends MethodVisitor {
        private final Runnable found;

        Keeping(MethodVisitor next, Runnable found) {
            super(Opcodes.ASM9, next);
            this.found = found;
        }

        @Override
        public void visitFieldInsn(int how, String owner, String field, String of) {
            if (how == Opcodes.PUTFIELD && field.equals(PARSED)) {
                found.run();
                String ours = Type.getInternalName(QuickJavadoc.class);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, ours, "parsed", "(" + of + ")" + of, false);
            }
            super.visitFieldInsn(how, owner, field, of);
        }
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
