package lesson4j.jupyter.jvm;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import lesson4j.jupyter.error.CodeStopped;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The one way out of the JVM, which only the kernel itself opens.
 *
 * <p>In JJava {@code System.exit} ends the kernel and all variables with it. Here {@code Runtime.exit} and {@code halt},
 * to which every such call leads, by reflection or from a library too, ask this class first.
 */
public final class ExitDoor implements IntConsumer {
    private static final Set<String> EXITS = Set.of("exit(I)V", "halt(I)V");
    private static final List<File> LEFT = new CopyOnWriteArrayList<>();
    private static volatile boolean open;

    /** Makes one; {@code Runtime}, which may not name the kernel's classes, does so by this class's name. */
    public ExitDoor() {}

    /**
     * Refuses to end the kernel.
     *
     * @throws CodeStopped unless it is the kernel itself that ends
     */
    @Override
    public void accept(int status) {
        if (!open) {
            throw new CodeStopped("System.exit(" + status + ") would end the kernel and all variables with it, so only "
                    + "the cell ends here. To end the kernel use the menu: Kernel, Shut Down Kernel.");
        }
    }

    /** Deletes {@code file} when the kernel ends, however it does, unless it is killed. */
    public static void deleteAtEnd(Path file) {
        LEFT.add(file.toFile());
        file.toFile().deleteOnExit();
    }

    /** Ends the kernel in good order. */
    public static void exit() {
        open = true;
        System.exit(0);
    }

    /** Ends the kernel a second from now, because JJava's orderly end waits for the cell that runs. */
    public static void haltSoon() {
        var timer = new Timer("last-resort", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        halt(0);
                    }
                },
                1_000);
    }

    /** Ends the kernel at once, as soon as a full heap has room for the question. */
    @SuppressWarnings("InfiniteLoopStatement")
    static void halt(int status) {
        open = true;
        try {
            LEFT.forEach(File::delete);
        } catch (OutOfMemoryError full) {
            // the end matters more
        }
        while (true) {
            try {
                Runtime.getRuntime().halt(status);
            } catch (OutOfMemoryError full) {
                Thread.onSpinWait();
            }
        }
    }

    /** Puts the question into {@code Runtime}, before any cell runs. */
    static void install(Instrumentation jvm) throws IOException, ClassNotFoundException, UnmodifiableClassException {
        String runtime = Runtime.class.getName();
        byte[] asking = MethodChange.of(runtime, (name, code) -> EXITS.contains(name) ? new Question(code) : code);
        MethodChange.install(jvm, runtime, asking);
    }

    /** Begins a method with {@code ((IntConsumer) Class.forName(…).newInstance()).accept(status)}. */
    private static final class Question extends MethodVisitor {
        Question(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitLdcInsn(ExitDoor.class.getName());
            visitInsn(Opcodes.ICONST_1);
            call(Opcodes.INVOKESTATIC, "java/lang/ClassLoader", "getSystemClassLoader", "()Ljava/lang/ClassLoader;");
            call(
                    Opcodes.INVOKESTATIC,
                    "java/lang/Class",
                    "forName",
                    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
            call(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "newInstance", "()Ljava/lang/Object;");
            visitTypeInsn(Opcodes.CHECKCAST, "java/util/function/IntConsumer");
            visitVarInsn(Opcodes.ILOAD, 1);
            visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/function/IntConsumer", "accept", "(I)V", true);
        }

        private void call(int how, String owner, String name, String type) {
            visitMethodInsn(how, owner, name, type, false);
        }
    }
}
