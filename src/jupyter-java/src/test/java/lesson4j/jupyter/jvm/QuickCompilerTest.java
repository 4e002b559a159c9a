package lesson4j.jupyter.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The JDK at hand has the searches that are made quick; one that has them no longer is to be noticed here. */
class QuickCompilerTest {
    private static List<String> calls(byte[] type) {
        List<String> found = new ArrayList<>();
        var visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String of, @Nullable String generic, String @Nullable [] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(
                            int how, String owner, String called, String type, boolean isInterface) {
                        found.add(owner.substring(owner.lastIndexOf('/') + 1) + '.' + called);
                    }
                };
            }
        };
        new ClassReader(type).accept(visitor, 0);
        return found;
    }

    @Test
    void aTaskAsksForTheClassesOfCellsAlone() throws IOException {
        assertThat(calls(QuickCompiler.changed("TaskFactory")))
                .contains("CellClasses.of")
                .doesNotContain("Symtab.getAllClasses");
    }

    @Test
    void filesAreAskedOfTheList() throws IOException {
        assertThat(calls(QuickCompiler.changed("MemoryFileManager")))
                .contains(
                        "JarIndex.list", "JarIndex.inferBinaryName", "JarIndex.getClassLoader", "JarIndex.handleOption")
                .doesNotContain("StandardJavaFileManager.list", "StandardJavaFileManager.inferBinaryName");
    }
}
