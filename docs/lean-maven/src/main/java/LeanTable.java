import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import lesson4j.lean.LeanTrainer;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains five nets of DL4J's own examples by DL4J's fit and by LeanTrainer, in turns, and prints what each took.
 *
 * <p>Its argument is how many rounds to take. With a folder in place of that it writes start and data there and waits for
 * names: see bench/lean.py.
 */
public class LeanTable {
    public static void main(String[] arguments) {
        boolean isFolder = arguments.length > 0 && !arguments[0].matches("[0-9]+");
        if (isFolder) {
            answer(Path.of(arguments[0]));
            return;
        }
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        System.out.printf("%-28s %10s %10s %6s %12s%n", "net", "fit, ms", "lean, ms", "ratio", "difference");
        for (Example example : Example.values()) {
            var work = new Work(example);
            double fit = Double.MAX_VALUE;
            double lean = Double.MAX_VALUE;
            double difference = 0;
            for (int round = 0; round < rounds; round++) {
                fit = Math.min(fit, work.run(false));
                INDArray theirs = work.net.params();
                lean = Math.min(lean, work.run(true));
                difference = work.net.params().distance2(theirs) / theirs.norm2Number().doubleValue();
            }
            System.out.printf(
                    "%-28s %10.1f %10.1f %6.2f %12.1e%n", example, fit, lean, lean / fit, difference);
        }
    }

    /** Each line says which net and "fit" or "lean"; the answer is how many ms it took, and the parameters' length. */
    private static void answer(Path folder) {
        var ready = new Work[Example.values().length];
        var lines = new Scanner(System.in);
        while (lines.hasNext()) {
            Example example = Example.valueOf(lines.next());
            if (ready[example.ordinal()] == null) {
                ready[example.ordinal()] = new Work(example);
                ready[example.ordinal()].write(folder);
            }
            Work work = ready[example.ordinal()];
            double ms = work.run(lines.next().equals("lean"));
            System.out.println(ms + " " + work.net.params().norm2Number());
        }
    }

    /** One example with its data and the parameters that all start from. */
    private static final class Work {
        private final Example example;
        private final INDArray x;
        private final INDArray y;
        private final List<DataSet> batches = new ArrayList<>();
        private final INDArray start;
        private MultiLayerNetwork net;

        Work(Example example) {
            this.example = example;
            Nd4j.getRandom().setSeed(1);
            y = Nd4j.zeros(example.rows, example.classes);
            for (int i = 0; i < example.rows; i++) {
                y.putScalar(i, i % example.classes, 1);
            }
            // a pattern for each class under noise, all between 0 and 1
            INDArray patterns = Nd4j.rand(example.classes, example.features);
            x = y.mmul(patterns).addi(Nd4j.rand(example.rows, example.features)).divi(2).dup('c');
            for (int from = 0; from < example.rows; from += example.batch) {
                var rows = NDArrayIndex.interval(from, Math.min(from + example.batch, example.rows));
                batches.add(new DataSet(x.get(rows).dup('c'), y.get(rows).dup('c')));
            }
            net = new MultiLayerNetwork(example.configuration());
            net.init();
            start = net.params().dup();
        }

        /** Trains a new net from the same start; returns the milliseconds of that. */
        double run(boolean lean) {
            net = new MultiLayerNetwork(example.configuration());
            net.init(start.dup(), false);
            var data = new ExistingDataSetIterator(batches);
            long begin = System.nanoTime();
            if (lean) {
                LeanTrainer.of(net).fit(data, example.epochs);
            } else {
                net.fit(data, example.epochs);
            }
            return (System.nanoTime() - begin) / 1e6;
        }

        /** Weights as PyTorch keeps them, each layer's before its bias, then inputs and targets. */
        void write(Path folder) {
            net.setParams(start);
            List<INDArray> parameters = new ArrayList<>();
            for (var layer : net.getLayers()) {
                if (layer.numParams() > 0) {
                    INDArray weights = layer.getParam("W");
                    parameters.add(weights.rank() == 2 ? weights.transpose() : weights);
                    parameters.add(layer.getParam("b"));
                }
            }
            write(folder.resolve(example + ".start"), parameters);
            write(folder.resolve(example + ".data"), List.of(x, y));
        }

        private static void write(Path file, List<INDArray> arrays) {
            long count = arrays.stream().mapToLong(INDArray::length).sum();
            var bytes = ByteBuffer.allocate((int) (Float.BYTES * count)).order(ByteOrder.LITTLE_ENDIAN);
            for (INDArray array : arrays) {
                for (float number : array.dup('c').data().asFloat()) {
                    bytes.putFloat(number);
                }
            }
            try {
                Files.write(file, bytes.array());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
