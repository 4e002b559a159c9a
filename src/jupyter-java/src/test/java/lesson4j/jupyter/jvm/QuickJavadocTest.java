package lesson4j.jupyter.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The JDK at hand has the walk that is made quick; one that has it no longer is to be noticed here, not by a reader. */
class QuickJavadocTest {
    private static Stream<Path> helpers() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        return Stream.of("jdk.compiler", "jdk.jshell")
                .map(module -> modules.resolve(module + "/jdk/internal/shellsupport/doc"))
                .filter(Files::isDirectory)
                .flatMap(QuickJavadocTest::list)
                .filter(file -> file.toString().endsWith(".class"));
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] changed(Path file) {
        try {
            String name = file.toString().replaceFirst("^/modules/[^/]+/", "").replaceFirst("\\.class$", "");
            byte[] bytes = new QuickJavadoc(one -> {}).transform(null, name, null, null, Files.readAllBytes(file));
            return bytes == null ? new byte[0] : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> methods(byte[] type) {
        List<String> names = new ArrayList<>();
        var visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access, String name, String of, @Nullable String generic, String @Nullable [] thrown) {
                names.add(name);
                return null;
            }
        };
        new ClassReader(type).accept(visitor, 0);
        return names;
    }

    @Test
    void oneClassOfTheJdkGoesNoDeeperThanDeclarationsAndOneKeepsWhatIsParsed() throws IOException {
        List<List<String>> found = helpers()
                .map(QuickJavadocTest::changed)
                .filter(bytes -> bytes.length > 0)
                .map(QuickJavadocTest::methods)
                .toList();

        assertThat(found).hasSize(2);
        assertThat(found)
                .anySatisfy(walk -> assertThat(walk)
                        .contains("visitBlock", "visitLambdaExpression", "visitNewClass", "visitMethod"));
        assertThat(found).anySatisfy(keeping -> assertThat(keeping).contains("getResolvedDocComment"));
    }

    @Test
    void whatIsParsedIsKeptUntilItIsMuch() {
        var first = new java.util.HashMap<String, String>();
        assertThat(QuickJavadoc.parsed(first)).isSameAs(first);
        first.put("Nd4j.rand", "a tree");

        assertThat(QuickJavadoc.parsed(new java.util.HashMap<>())).isSameAs(first);

        for (int i = 0; i < 5_000; i++) {
            first.put("method " + i, "a tree");
        }
        assertThat(QuickJavadoc.parsed(new java.util.HashMap<>())).isNotSameAs(first);
    }
}
