package lesson4j.nn;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A net as a table of text, which a cell shows for it: layers, the shapes of their weights, and parameters. */
public final class NetText {
    private static final String LINE = "%-28s %-14s %10s";

    private NetText() {}

    /**
     * Returns one line per layer, and how many parameters there are in all.
     *
     * <p>{@code NetText.of(simpleNet(784, 30, 1))} is what the net as the last line of a cell shows.
     *
     * @param net a {@code MultiLayerNetwork} or {@code ComputationGraph}; one before {@code init()} has no shapes yet
     */
    public static String of(Model net) {
        Layer[] layers = layers(given(net, "the net"));
        return layers.length == 0 ? withoutLayers(net) : of(layers, net.numParams());
    }

    /** Returns one line per layer, and {@code all} as the number of parameters in the last line. */
    public static String of(Layer[] layers, long all) {
        var text = new StringBuilder(String.format(Locale.ROOT, LINE + "%n", "layer", "weights", "parameters"));
        for (Layer layer : each(layers, "the layers")) {
            Map<String, INDArray> params = layer.paramTable();
            INDArray weights = params == null ? null : params.get("W");
            text.append(String.format(
                    Locale.ROOT,
                    LINE + "%n",
                    name(layer.conf().getLayer()),
                    weights == null ? "" : shape(weights),
                    String.format(Locale.ROOT, "%,d", layer.numParams())));
        }
        return text + String.format(Locale.ROOT, "%-43s %,10d", "all", all);
    }

    static Layer[] layers(Model net) {
        Layer[] layers = null;
        if (net instanceof MultiLayerNetwork stack) {
            layers = stack.getLayers();
        } else if (net instanceof ComputationGraph graph) {
            layers = graph.getLayers();
        } else if (net instanceof Layer layer) {
            layers = new Layer[] {layer};
        }
        return layers == null ? new Layer[0] : layers;
    }

    static String withoutLayers(Model net) {
        return net.getClass().getSimpleName() + " without layers yet. Call init() on it: this makes its weights.";
    }

    /** Dense weights are {@code [in, out]}, those of a convolution {@code [out, in, height, width]}. */
    private static String shape(INDArray weights) {
        return switch (weights.rank()) {
            case 2 -> weights.size(0) + " → " + weights.size(1);
            case 4 -> weights.size(1) + " → " + weights.size(0) + ", " + weights.size(2) + "×" + weights.size(3);
            default -> Arrays.toString(weights.shape());
        };
    }

    /**
     * Returns what a layer is, in a few words: {@code Dense, relu}.
     *
     * <p>DL4J gives batch norm an activation that it never uses.
     */
    static String name(org.deeplearning4j.nn.conf.layers.Layer conf) {
        String kind = conf.getClass().getSimpleName().replace("Layer", "");
        if (conf instanceof ActivationLayer activation) {
            return kind + ", " + activation.getActivationFn();
        }
        return conf instanceof BaseLayer base && !(conf instanceof BatchNormalization)
                ? kind + ", " + base.getActivationFn()
                : kind;
    }

    /** Returns one line per layer of a stack that has no weights yet: {@code Dense, relu: 784 → 30}. */
    public static String of(MultiLayerConfiguration conf) {
        return given(conf, "the configuration").getConfs().stream()
                .map(layer -> of(layer.getLayer()))
                .collect(Collectors.joining("\n"));
    }

    /** Returns one line per vertex of a graph without weights, with its name and what it comes from. */
    public static String of(ComputationGraphConfiguration conf) {
        return given(conf, "the configuration").getVertices().entrySet().stream()
                .map(vertex -> vertex.getKey() + " ← "
                        + String.join(", ", conf.getVertexInputs().getOrDefault(vertex.getKey(), List.of())) + ": "
                        + of(vertex.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String of(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer
                ? of(layer.getLayerConf().getLayer())
                : vertex.getClass().getSimpleName().replace("Vertex", "");
    }

    /** Returns a layer's description before it has weights: {@code Dense, relu: 784 → 30}. */
    public static String of(org.deeplearning4j.nn.conf.layers.Layer conf) {
        return given(conf, "the layer") instanceof FeedForwardLayer dense && dense.getNOut() > 0
                ? name(conf) + ": " + (dense.getNIn() > 0 ? dense.getNIn() : "?") + " → " + dense.getNOut()
                : name(conf);
    }
}
