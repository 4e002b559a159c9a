package lesson4j.jupyter.jvm;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import lesson4j.jupyter.classes.JarIndex;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Lets JShell's compiler ask {@link CellClasses} and {@link JarIndex}, where it would look through everything. */
final class QuickCompiler {
    /** Those of JShell's classes that look through everything. */
    static final List<String> PARTS = List.of("TaskFactory", "MemoryFileManager");

    private static final String FILES = "javax/tools/StandardJavaFileManager";
    private static final Set<String> OF_JARS = Set.of("list", "inferBinaryName", "getClassLoader", "handleOption");

    private QuickCompiler() {}

    /** Changes the JShell at hand. Where it does not look through everything, it stays as it is. */
    static void install(Instrumentation jvm) throws IOException, ClassNotFoundException, UnmodifiableClassException {
        HotSwap.letCallUs(jvm, JShell.class.getModule());
        for (String part : PARTS) {
            MethodChange.install(jvm, name(part), changed(part));
        }
    }

    /** Returns the code of a class of JShell with calls of ours in it. */
    static byte[] changed(String part) throws IOException {
        return MethodChange.of(name(part), (name, method) -> new Calls(method));
    }

    private static String name(String part) {
        return JShell.class.getPackageName() + '.' + part;
    }

    private static final class Calls extends MethodVisitor {
        Calls(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int how, String owner, String called, String of, boolean isInterface) {
            if (called.equals("getAllClasses")) {
                ours(CellClasses.class, "of", "(Ljava/lang/Object;)Ljava/lang/Iterable;");
            } else if (owner.equals(FILES) && OF_JARS.contains(called)) {
                ours(JarIndex.class, called, of.replace("(", "(L" + FILES + ';'));
            } else {
                super.visitMethodInsn(how, owner, called, of, isInterface);
            }
        }

        private void ours(Class<?> owner, String called, String of) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(owner), called, of, false);
        }
    }
}
