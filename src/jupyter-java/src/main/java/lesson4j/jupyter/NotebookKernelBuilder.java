package lesson4j.jupyter;

import jdk.jshell.JShell;
import lesson4j.jupyter.jvm.HeapWatch;
import lesson4j.jupyter.notebook.NotebookEvaluator;
import lesson4j.jupyter.output.OutputRouter;
import lesson4j.jupyter.widget.Widget;
import lesson4j.jupyter.widget.WidgetComms;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernelBuilder;

/** Puts JJava's parts and ours together. */
final class NotebookKernelBuilder extends JavaKernelBuilder<NotebookKernelBuilder, NotebookKernel> {
    @Override
    public NotebookKernel build() {
        NotebookMagics.register(this);
        var io = new OutputRouter();
        var evaluator = new NotebookEvaluator("notebook", io::takeBack, line -> System.err.println(line));
        HeapWatch.start(() -> evaluator.worker().stop(HeapWatch.HEAP_IS_FULL));
        var widgets = new WidgetComms(io);
        Widget.on(widgets);
        return new NotebookKernel(this, io, shell(evaluator), evaluator, widgets);
    }

    JShell shell(NotebookEvaluator evaluator) {
        return buildJShell(evaluator);
    }

    /** What JupyterLab writes into each notebook at a save. An update of the JDK must not change it. */
    LanguageInfo languageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Integer.toString(Runtime.version().feature()))
                .mimetype("text/x-java")
                .fileExtension(".java")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    KernelIdentity identity() {
        return Extensions.first(KernelExtension::identity).orElse(KernelIdentity.JAVA);
    }

    MagicsResolver magics() {
        // a magic at a line's start is run by StatementSteps; only the one after an equals sign becomes a Java call
        return new MagicsResolver("(?<==)\\s*%", "(?!)", buildMagicTranspiler());
    }

    MagicsRegistry magicsRegistry() {
        return buildMagicsRegistry();
    }

    StringStyler styler() {
        return buildErrorStyler();
    }
}
