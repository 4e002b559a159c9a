package lesson4j.jupyter;

import java.util.List;
import jdk.jshell.JShell;
import lesson4j.jupyter.jvm.MemoryLimit;
import lesson4j.jupyter.output.OutputRouter;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernelBuilder;

/** Puts JJava's parts and ours together. */
final class NotebookKernelBuilder extends JavaKernelBuilder<NotebookKernelBuilder, NotebookKernel> {
    static final String VERSION = "0.1.0";
    static final List<HelpLink> HELP = List.of(
            new HelpLink("Practical Deep Learning for Coders, chapter 4", "https://github.com/fastai/fastbook"),
            new HelpLink("Deeplearning4j", "https://deeplearning4j.konduit.ai"),
            new HelpLink("JJava, the kernel beneath", "https://github.com/dflib/jjava"));

    @Override
    public NotebookKernel build() {
        NotebookMagics.register(this);
        var io = new OutputRouter();
        var evaluator = new NotebookEvaluator("lesson4j", io::takeBack);
        MemoryLimit.watchHeap(evaluator::stopForMemory);
        return new NotebookKernel(this, io, shell(evaluator), evaluator);
    }

    JShell shell(NotebookEvaluator evaluator) {
        return buildJShell(evaluator);
    }

    /** What JupyterLab writes into each notebook at a save, so that an update of the JDK must not change it. */
    LanguageInfo languageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Integer.toString(Runtime.version().feature()))
                .mimetype("text/x-java")
                .fileExtension(".java")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    CommManager comms() {
        return buildCommManager();
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
