import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.data.Examples;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Writes what the peer needs to start where we start: parameters in PyTorch's order and layout, data, order of rows. */
final class TorchFiles {
    private static final List<String> ORDER = List.of("W", "b", "gamma", "beta", "mean", "var");

    private static final int SOME = 1_000;

    private TorchFiles() {}

    /** Writes the order of so many epochs; of data that are repeated so many times, the first of them. */
    static void write(Path name, Model net, DataLoaders dls, int epochs, int repeats) {
        try {
            parameters(name, net);
            order(name, dls.train().fresh(), epochs);
            data(name, "train", dls.train(), repeats);
            data(name, "valid", dls.valid(), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One tensor after the other, with a line each for its layer's name, its own and its length. */
    private static void parameters(Path name, Model net) throws IOException {
        List<float[]> all = new ArrayList<>();
        List<String> index = new ArrayList<>();
        Layer[] layers =
                net instanceof ComputationGraph graph ? graph.getLayers() : ((MultiLayerNetwork) net).getLayers();
        for (Layer layer : layers) {
            ORDER.stream().filter(layer.paramTable()::containsKey).forEach(key -> {
                float[] values = torch(layer, key, layer.getParam(key));
                all.add(values);
                index.add(layer.conf().getLayer().getLayerName() + " " + key + " " + values.length);
            });
        }
        Files.write(sibling(name, ".index"), index);
        ByteBuffer out = bytes(all.stream().mapToInt(values -> values.length).sum());
        all.forEach(values -> {
            for (float v : values) {
                out.putFloat(v);
            }
        });
        Files.write(sibling(name, ".start"), out.array());
    }

    /** Dense weights are [in, out] here and [out, in] there. */
    private static float[] torch(Layer layer, String key, INDArray values) {
        var conf = layer.conf().getLayer();
        boolean dense = conf instanceof FeedForwardLayer && !(conf instanceof ConvolutionLayer);
        return (key.equals("W") && dense ? values.transpose() : values)
                .dup('c')
                .data()
                .asFloat();
    }

    private static void order(Path name, DataLoader<Batch> loader, int epochs) throws IOException {
        ByteBuffer out = bytes(epochs * loader.size());
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch batch : loader) {
                Arrays.stream(batch.rows()).forEach(out::putInt);
            }
        }
        Files.write(sibling(name, ".order"), out.array());
    }

    private static void data(Path name, String part, DataLoader<Batch> loader, int repeats) throws IOException {
        Examples examples = loader.first().source();
        int size = examples.size() / repeats;
        try (OutputStream out = Files.newOutputStream(sibling(name, "." + part + ".x"))) {
            // some at a time: what is held here would count as memory that training takes
            for (int from = 0; from < size; from += SOME) {
                var rows = NDArrayIndex.interval(from, Math.min(size, from + SOME));
                INDArray some = examples.x().get(rows, NDArrayIndex.all());
                out.write(pixels(some.dup('c').data().asFloat()));
            }
        }
        Files.writeString(
                sibling(name, "." + part + ".y"),
                IntStream.range(0, size)
                        .mapToObj(i -> Integer.toString(examples.label(i)))
                        .collect(Collectors.joining(" ")));
    }

    private static byte[] pixels(float[] x) {
        byte[] pixels = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            pixels[i] = (byte) Math.round(255 * x[i]);
        }
        return pixels;
    }

    private static ByteBuffer bytes(int numbers) {
        return ByteBuffer.allocate(4 * numbers).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Path sibling(Path name, String ending) {
        return name.resolveSibling(name.getFileName() + ending);
    }
}
