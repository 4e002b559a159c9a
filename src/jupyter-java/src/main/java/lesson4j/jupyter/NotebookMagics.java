package lesson4j.jupyter;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lesson4j.jupyter.help.Brief;
import lesson4j.jupyter.notebook.Notebook;
import lesson4j.jupyter.output.HtmlTable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.JarsMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/** The magics there are: JJava's for a reader's own libraries, and ours that show what there is. */
final class NotebookMagics {
    /** How long all values together may take to say what they are. */
    private static final long WHO_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final List<List<String>> OURS = List.of(
            List.of("%time code", "runs the line and says how long it took"),
            List.of("%%time", "the same for a whole cell; it is the cell's first line"),
            List.of("%who", "lists the variables with their types and values"));

    private static final List<List<String>> LIBRARIES_AND_QUESTIONS = List.of(
            List.of("%maven group:name:version", "adds a library from Maven Central, and what it needs"),
            List.of("%mavenRepo name url", "adds a repository for %maven to look in"),
            List.of("%loadFromPOM pom.xml", "adds the libraries of a Maven project"),
            List.of("%classpath file.jar", "adds jars or folders of classes"),
            List.of("%load file", "runs a .jshell or .java file, or a notebook"),
            List.of("name? or ?name", "shows what a class, method or variable is; also Shift-Tab"),
            List.of("name??", "shows its source"));

    private NotebookMagics() {}

    static void register(NotebookKernelBuilder kernel) {
        kernel.lineMagic("load", new LoadMagic())
                .lineMagic("classpath", new ClasspathMagic())
                .lineMagic("jars", new JarsMagic())
                .lineMagic("maven", (NotebookKernel k, List<String> a) -> new MavenMagic(Maven.RESOLVER).eval(k, a))
                .lineMagic(
                        "mavenRepo",
                        (NotebookKernel k, List<String> a) -> new MavenRepoMagic(Maven.RESOLVER).eval(k, a))
                .lineMagic(
                        "loadFromPOM",
                        (NotebookKernel k, List<String> a) -> new LoadFromPomLineMagic(Maven.RESOLVER).eval(k, a))
                .cellMagic(
                        "loadFromPOM",
                        (NotebookKernel k, List<String> a, String body) ->
                                new LoadFromPomCellMagic(Maven.RESOLVER).eval(k, a, body))
                .lineMagic("who", (NotebookKernel k, List<String> a) -> who(k.notebook()))
                .lineMagic("help", (NotebookKernel k, List<String> a) -> help());
        Extensions.all(KernelExtension::magics)
                .forEach(magic -> kernel.lineMagic(
                        magic.name(),
                        (NotebookKernel k, List<String> words) -> magic.run().apply(words)));
    }

    private static DisplayData help() {
        Stream<List<String>> theirs = Extensions.all(KernelExtension::magics).stream()
                .map(magic -> List.of("%" + magic.name(), magic.help()));
        List<List<String>> rows = Stream.of(OURS.stream(), theirs, LIBRARIES_AND_QUESTIONS.stream())
                .flatMap(part -> part)
                .toList();
        return table(List.of("write", "what it does"), rows);
    }

    private static Object who(Notebook notebook) {
        long end = System.nanoTime() + WHO_NANOS;
        List<List<String>> rows = notebook.variables().all().stream()
                .map(v -> {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    return List.of(
                            v.name(),
                            v.typeName(),
                            Brief.of(notebook.variables().value(v), left));
                })
                .toList();
        if (rows.isEmpty()) {
            return "There are no variables yet.";
        }
        return table(List.of("name", "type", "value"), rows);
    }

    private static DisplayData table(List<String> headers, List<List<String>> rows) {
        DisplayData data = new DisplayData(text(headers, rows));
        data.putHTML(HtmlTable.of("", headers, Collections.nCopies(headers.size(), false), rows, ""));
        return data;
    }

    private static String text(List<String> headers, List<List<String>> rows) {
        List<Integer> widths = IntStream.range(0, headers.size())
                .mapToObj(c -> Stream.concat(Stream.of(headers), rows.stream())
                        .mapToInt(row -> row.get(c).length())
                        .max()
                        .orElse(0))
                .toList();
        return Stream.concat(Stream.of(headers), rows.stream())
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(c -> row.get(c)
                                + " ".repeat(widths.get(c) - row.get(c).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    /** Maven's parts take a while to load, so they wait for the first use. */
    private static final class Maven {
        static final MavenDependencyResolver RESOLVER = new MavenDependencyResolver();
    }
}
