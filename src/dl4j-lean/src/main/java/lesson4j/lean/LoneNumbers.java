package lesson4j.lean;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Finds batch norm that has one number of each channel for an example: one example alone has no spread there.
 *
 * <p>PyTorch refuses to train on one ("Expected more than 1 value per channel"). DL4J, where it does not fail, makes all
 * outputs the same and takes a spread of nothing into the running variance.
 */
final class LoneNumbers {
    private LoneNumbers() {}

    /** Returns the first such layer, {@code Layer 2 (BatchNormalization)}; a frozen one learns no spread. */
    static Optional<String> in(Net net) {
        OptionalLong inputs = net.inputs();
        boolean norms = net.confs().stream().anyMatch(conf -> conf.getLayer() instanceof BatchNormalization);
        if (!norms || inputs.isEmpty()) {
            return Optional.empty();
        }
        InputType start = InputType.feedForward(inputs.getAsLong());
        try {
            return net instanceof StackNet stack ? in(stack, start) : in((GraphNet) net, start);
        } catch (RuntimeException shapeless) {
            return Optional.empty(); // DL4J does not know what a layer gives: no net of ours, and its fit tells
        }
    }

    private static Optional<String> in(StackNet stack, InputType start) {
        var conf = stack.net().getLayerWiseConfigurations();
        List<InputType> given = conf.getLayerActivationTypes(start);
        return IntStream.range(0, given.size())
                .filter(i -> isLone(conf.getConf(i).getLayer(), given.get(i)))
                .mapToObj(i -> "Layer " + (i + 1) + " (BatchNormalization)")
                .findFirst();
    }

    private static Optional<String> in(GraphNet net, InputType start) {
        var conf = net.graph().getConfiguration();
        Map<String, InputType> given =
                new HashMap<>(Map.of(conf.getNetworkInputs().get(0), start));
        for (int index : net.graph().topologicalSortOrder()) {
            String name = net.graph().getVertices()[index].getVertexName();
            GraphVertex vertex = conf.getVertices().get(name);
            if (vertex != null) {
                InputType[] taken = conf.getVertexInputs().getOrDefault(name, List.of()).stream()
                        .map(given::get)
                        .toArray(InputType[]::new);
                InputType gives = vertex.getOutputType(0, taken);
                if (vertex instanceof LayerVertex layer
                        && isLone(layer.getLayerConf().getLayer(), gives)) {
                    return Optional.of("Layer '" + name + "' (BatchNormalization)");
                }
                given.put(name, gives);
            }
        }
        return Optional.empty();
    }

    /** Batch norm gives what it takes, so what it gives tells how many numbers a channel has. */
    private static boolean isLone(Layer conf, InputType given) {
        return conf instanceof BatchNormalization norm && given.arrayElementsPerExample() == norm.getNIn();
    }
}
