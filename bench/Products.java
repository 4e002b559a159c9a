import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The machine's limit: what a step's matrix products alone would take, at the best rate that BLAS reaches on their shapes.
 *
 * <p>Each core computes its share over and over, cut in the way that turns out quickest, and waits for no other.
 */
record Products(List<Shape> shapes) {
    /** C = A·B, C {@code [m, n]}, sums of {@code k} products; A or B may lie in memory transposed. */
    record Shape(int m, int n, int k, boolean left, boolean right) {}

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int[] ROWS = {32, 64, 128, 1 << 20};
    private static final int[] COLUMNS = {16, 64, 1 << 20};
    private static final double TRIED_MS = 4;

    /** Returns the products of a step of {@code net} on a batch: forwards, for the weights, and for the layer below. */
    static Products of(Model net, INDArray x) {
        List<Shape> shapes = new ArrayList<>();
        if (net instanceof MultiLayerNetwork stack) {
            List<INDArray> values = stack.feedForward(x, false);
            IntStream.range(0, stack.getnLayers()).forEach(i -> add(shapes, stack.getLayer(i), values.get(i + 1)));
        } else {
            var graph = (ComputationGraph) net;
            var values = graph.feedForward(x, false);
            Stream.of(graph.getLayers())
                    .forEach(layer -> add(
                            shapes, layer, values.get(layer.conf().getLayer().getLayerName())));
        }
        return new Products(shapes);
    }

    private static void add(List<Shape> shapes, Layer layer, INDArray value) {
        INDArray weights = layer.paramTable().get("W");
        if (weights == null) {
            return;
        }
        int n = (int) weights.size(weights.rank() == 4 ? 0 : 1);
        int k = (int) (weights.length() / n);
        int m = (int) (value.length() / n);
        boolean isFirst = shapes.isEmpty();
        shapes.add(new Shape(m, n, k, false, true));
        shapes.add(new Shape(k, n, m, true, false));
        if (!isFirst) {
            shapes.add(new Shape(m, k, n, false, false));
        }
    }

    /** Returns the milliseconds of a step's products. */
    double milliseconds() {
        int threads = openblas.blas_get_num_threads();
        openblas.blas_set_num_threads(1);
        try {
            Map<Shape, Double> best = new HashMap<>();
            return shapes.stream()
                    .mapToDouble(shape -> best.computeIfAbsent(shape, Products::best))
                    .sum();
        } finally {
            openblas.blas_set_num_threads(threads);
        }
    }

    private static double best(Shape shape) {
        try (var a = numbers(shape.m, shape.k);
                var b = numbers(shape.k, shape.n);
                var c = numbers(shape.m, shape.n)) {
            return IntStream.of(ROWS)
                    .boxed()
                    .flatMap(rows -> IntStream.of(COLUMNS).mapToObj(columns -> time(shape, rows, columns, a, b, c)))
                    .min(Double::compare)
                    .orElseThrow();
        }
    }

    private static FloatPointer numbers(int rows, int columns) {
        float[] numbers = new float[rows * columns];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 7 / 7f;
        }
        return new FloatPointer(numbers);
    }

    /** So often that starting the threads does not count. */
    private static double time(Shape shape, int rows, int columns, FloatPointer a, FloatPointer b, FloatPointer c) {
        int repeats = 1;
        double took = run(shape, rows, columns, a, b, c, repeats);
        while (took < TRIED_MS) {
            repeats *= 4;
            took = run(shape, rows, columns, a, b, c, repeats);
        }
        return Math.min(took, run(shape, rows, columns, a, b, c, repeats)) / repeats;
    }

    private static double run(
            Shape shape, int rows, int columns, FloatPointer a, FloatPointer b, FloatPointer c, int repeats) {
        int down = Math.min(rows, (shape.m + CORES - 1) / CORES);
        long start = System.nanoTime();
        Collection<Thread> threads = IntStream.range(0, CORES)
                .mapToObj(core -> new Thread(() -> {
                    for (int again = 0; again < repeats; again++) {
                        for (int i = core * down; i < shape.m; i += CORES * down) {
                            for (int j = 0; j < shape.n; j += columns) {
                                tile(shape, i, j, Math.min(down, shape.m - i), Math.min(columns, shape.n - j), a, b, c);
                            }
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void tile(
            Shape s, int i, int j, int rows, int columns, FloatPointer a, FloatPointer b, FloatPointer c) {
        cblas_sgemm(
                CblasRowMajor,
                s.left ? CblasTrans : CblasNoTrans,
                s.right ? CblasTrans : CblasNoTrans,
                rows,
                columns,
                s.k,
                1f,
                at(a, s.left ? i : (long) i * s.k),
                s.left ? s.m : s.k,
                at(b, s.right ? (long) j * s.k : j),
                s.right ? s.k : s.n,
                0f,
                at(c, (long) i * s.n + j),
                s.n);
    }

    private static FloatPointer at(FloatPointer numbers, long place) {
        return new FloatPointer(numbers).position(place);
    }
}
