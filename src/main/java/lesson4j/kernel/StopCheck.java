package lesson4j.kernel;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
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
    private static final Set<Thread> STOPPING = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Thread latest;
    private static volatile boolean anyStops;
    private static volatile boolean poolStops;

    private StopCheck() {}

    /** Throws {@link CellStopped} if the cell that runs is being stopped; called by woven code only. */
    public static void check() {
        if (anyStops) {
            stopIfMeant();
        }
    }

    private static void stopIfMeant() {
        Thread me = Thread.currentThread();
        if (me == latest || STOPPING.contains(me) || poolStops && me instanceof ForkJoinWorkerThread) {
            throw new CellStopped();
        }
    }

    /** Refuses to end the kernel with a cell; called by woven code in place of {@code System.exit}. */
    public static void exit(int status) {
        throw new CellStopped("System.exit(" + status + ") would end the kernel and all variables with it, so only the "
                + "cell ends here. To end the kernel use the menu: Kernel, Shut Down Kernel.");
    }

    /** Stops the code that {@code cell} runs, and the parallel streams it started. */
    static void stop(Thread cell) {
        // three plain writes come first: on a full heap the rest may fail
        latest = cell;
        poolStops = true;
        anyStops = true;
        STOPPING.add(cell);
    }

    /** Waits until the shared pool has nothing left of the stopped cell. */
    static void awaitPool(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!ForkJoinPool.commonPool().isQuiescent() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Lets {@code cell} run again; only threads that were given up are stopped from now on. */
    static void release(@Nullable Thread cell) {
        latest = null;
        STOPPING.removeIf(thread -> thread == cell || !thread.isAlive());
        poolStops = false;
        anyStops = !STOPPING.isEmpty();
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

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
            boolean exit = owner.equals("java/lang/System") && name.equals("exit");
            super.visitMethodInsn(opcode, exit ? OWNER : owner, name, type, isInterface);
        }

        private void callCheck() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
        }
    }
}
