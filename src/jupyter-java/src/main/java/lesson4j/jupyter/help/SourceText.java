package lesson4j.jupyter.help;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Cuts classes, methods and fields out of a Java file, each with the comment before it. */
final class SourceText {
    private SourceText() {}

    /**
     * Returns the source of what is called {@code name} in {@code file}, every overload of a method.
     *
     * @param file the text of a Java file
     * @param owner the simple name of the class that has it, or of the class itself
     * @param name a method's or field's name, or {@code owner} for the class with its constructors
     */
    static List<String> of(String file, String owner, String name) {
        var unit = new SimpleJavaFileObject(URI.create("string:///Source.java"), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return file;
            }
        };
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(unit));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> found = new ArrayList<>();
        try {
            for (CompilationUnitTree tree : task.parse()) {
                finder(owner, name, part -> text(file, positions, tree, part), found)
                        .scan(tree, null);
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    private static TreeScanner<Void, @Nullable String> finder(
            String owner, String name, Function<Tree, String> text, List<String> found) {
        return new TreeScanner<>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable String inside) {
                String simple = tree.getSimpleName().toString();
                if (simple.equals(owner) && name.equals(owner)) {
                    found.add(text.apply(tree));
                    return null;
                }
                return super.visitClass(tree, simple);
            }

            @Override
            public @Nullable Void visitMethod(MethodTree tree, @Nullable String inside) {
                if (owner.equals(inside) && tree.getName().contentEquals(name)) {
                    found.add(text.apply(tree));
                }
                return null;
            }

            @Override
            public @Nullable Void visitVariable(VariableTree tree, @Nullable String inside) {
                if (owner.equals(inside) && tree.getName().contentEquals(name)) {
                    found.add(text.apply(tree));
                }
                return null;
            }
        };
    }

    private static String text(String file, SourcePositions positions, CompilationUnitTree unit, Tree tree) {
        int start = (int) positions.getStartPosition(unit, tree);
        int end = (int) positions.getEndPosition(unit, tree);
        int line = file.lastIndexOf('\n', start) + 1;
        String before = file.substring(0, line).stripTrailing();
        int comment = before.endsWith("*/") ? before.lastIndexOf("/*") : -1;
        int from = comment < 0 ? line : before.lastIndexOf('\n', comment) + 1;
        return file.substring(from, end).stripIndent().stripTrailing();
    }
}
