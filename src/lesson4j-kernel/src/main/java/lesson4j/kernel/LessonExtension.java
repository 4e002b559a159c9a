package lesson4j.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import lesson4j.course.NotYet;
import lesson4j.jupyter.KernelExtension;
import lesson4j.jupyter.KernelIdentity;
import lesson4j.jupyter.Magic;
import lesson4j.jupyter.Packages;
import lesson4j.jupyter.Page;
import lesson4j.jupyter.Rendering;
import lesson4j.plot.Show;
import lesson4j.plot.Text;
import lesson4j.train.TrainingStopped;
import org.bytedeco.javacpp.Pointer;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.config.ND4JClassLoading;

/** Brings the library, and Deeplearning4j beneath it, into the Java kernel. */
public final class LessonExtension implements KernelExtension {
    private static final KernelIdentity IDENTITY = new KernelIdentity(
            "lesson4j",
            "0.1.0",
            List.of(
                    new HelpLink("Practical Deep Learning for Coders, chapter 4", "https://github.com/fastai/fastbook"),
                    new HelpLink("Deeplearning4j", "https://deeplearning4j.konduit.ai"),
                    new HelpLink("JJava, the kernel beneath", "https://github.com/dflib/jjava")));

    private static final Packages PACKAGES = new Packages(
            List.of("lesson4j."),
            List.of(
                    "org.nd4j.linalg.",
                    "org.deeplearning4j.nn.",
                    "tech.tablesaw.",
                    "org.knowm.xchart.",
                    "org.nd4j.",
                    "org.deeplearning4j."),
            List.of("lesson4j.kernel.", "lesson4j.lean.", "org.bytedeco."));

    private static final Map<String, String> PYTHON = Map.of(
            "np", "Nd4j takes numpy's place: Nd4j.zeros(2, 3), x.add(1), x.mean().",
            "torch", "Nd4j takes the place of torch's tensors: Nd4j.zeros(2, 3), x.mmul(w), x.mean().",
            "pd", "Table takes the place of pandas' DataFrame: Table.read().csv(\"file.csv\").",
            "import", "Nd4j is imported and takes numpy's place, Table that of pandas",
            "[:]", "tensor.get(NDArrayIndex.interval(1, 3))");

    /** Makes one; the kernel does so by its name. */
    public LessonExtension() {}

    @Override
    public Optional<KernelIdentity> identity() {
        return Optional.of(IDENTITY);
    }

    @Override
    public void prepare() {
        LibraryLogs.take();
        ND4JClassLoading.setNd4jClassloader(Gpu.loader());
    }

    @Override
    public void warmUp() {
        if (Gpu.isInstalled()) {
            System.err.println(Gpu.sentence());
        }
        TensorMemory.limit();
    }

    @Override
    public List<String> firstCode() {
        return List.of("Nd4j.ra", "simpleNet");
    }

    @Override
    public List<String> firstCells() {
        return List.of(
                "showImage(Nd4j.ones(28, 28))",
                "line(\"\", \"\", \"\", new double[] {1, 2})",
                "Table.read().csv(new java.io.StringReader(\"a,b\\n1,2\\n\"))");
    }

    @Override
    public void open(Page page) {
        Show.on(new NotebookScreen(page));
    }

    @Override
    public List<String> startImports() {
        return StartImports.NAMES;
    }

    @Override
    public Packages packages() {
        return PACKAGES;
    }

    @Override
    public List<Rendering<?>> renderings() {
        return Renderings.ALL;
    }

    @Override
    public Optional<String> text(@Nullable Object value) {
        return Optional.of(String.valueOf(Text.of(value)));
    }

    @Override
    public List<Magic> magics() {
        return List.of(new Magic(
                "backend",
                "says which ND4J runs, on how many threads, with how much memory",
                words -> Backend.table()));
    }

    @Override
    public Optional<String> explain(Throwable thrown) {
        return TensorMemory.explain(thrown);
    }

    @Override
    public List<String> advise(Throwable thrown, String line, Function<String, @Nullable Object> variables) {
        return ShapeAdvice.of(thrown, line, variables);
    }

    @Override
    public boolean isAnswer(Throwable thrown) {
        return thrown instanceof NotYet;
    }

    @Override
    public boolean isStop(Throwable thrown) {
        return thrown instanceof TrainingStopped;
    }

    @Override
    public boolean isNoise(String line) {
        return line.startsWith("Added differentiated op "); // SameDiff prints one for each operation it derives
    }

    @Override
    public OptionalLong memory() {
        return OptionalLong.of(Pointer.physicalBytes());
    }

    @Override
    public Map<String, String> insteadOfPython() {
        return PYTHON;
    }

    @Override
    public Optional<String> item(String type, String x, String at) {
        String index = at.startsWith("-") ? x + ".size() - " + at.substring(1).strip() : at;
        return type.equals("INDArray")
                ? Optional.of(x + ".getDouble(" + index + "), a row with " + x + ".getRow(" + at + ")")
                : Optional.empty();
    }

    @Override
    public Optional<String> whereIs(String method) {
        return method.matches("check\\d")
                ? Optional.of("In the course it is in the folded cell under the exercise's text.")
                : Optional.empty();
    }

    @Override
    public List<String> selfTest(Function<String, @Nullable Object> cell) {
        return Backend.selfTest(cell);
    }
}
