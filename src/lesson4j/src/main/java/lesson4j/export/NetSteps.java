package lesson4j.export;

import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.InputVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A net as steps, each of which takes values of earlier ones, and the weights in the order of use. */
final class NetSteps {
    private final List<String> steps = new ArrayList<>();
    private final List<float[]> weights = new ArrayList<>();
    private String from = "0";

    private NetSteps() {}

    /**
     * Writes a net down.
     *
     * @param end the activation of its last layer, where it is not the layer's own
     * @throws IllegalArgumentException when it has a layer that {@code forward.js} does not know, which is named
     */
    static NetSteps of(Model net, Optional<IActivation> end) {
        var made = new NetSteps();
        if (net instanceof ComputationGraph graph) {
            made.graph(graph, end);
        } else {
            made.stack((MultiLayerNetwork) net, end);
        }
        return made;
    }

    private void stack(MultiLayerNetwork net, Optional<IActivation> end) {
        for (int i = 0; i < net.getnLayers(); i++) {
            var before = net.getLayerWiseConfigurations().getInputPreProcess(i);
            new LayerSteps(this, "layer " + i).add(net.getLayer(i), before, end);
        }
    }

    private void graph(ComputationGraph graph, Optional<IActivation> end) {
        GraphVertex[] vertices = graph.getVertices();
        int[] values = new int[vertices.length];
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = vertices[index];
            if (vertex instanceof InputVertex) {
                continue; // value 0
            }
            from = String.join(
                    ", ",
                    Stream.of(vertex.getInputVertices())
                            .map(VertexIndices::getVertexIndex)
                            .map(input -> Integer.toString(values[input]))
                            .toList());
            String name = vertex.getVertexName();
            var layerSteps = new LayerSteps(this, "'" + name + "'");
            if (vertex instanceof LayerVertex layer) {
                layerSteps.add(layer.getLayer(), layer.getLayerPreProcessor(), end);
            } else if (graph.getConfiguration().getVertices().get(name) instanceof ElementWiseVertex sum
                    && sum.getOp() == ElementWiseVertex.Op.Add) {
                add("add", "");
            } else {
                throw layerSteps.refused(vertex.getClass().getSimpleName());
            }
            values[index] = Integer.parseInt(from);
        }
    }

    /** Adds a step, which takes the value of the one before it. */
    void add(String name, String rest, Object... values) {
        steps.add("{\"op\": \"" + name + "\", \"from\": [" + from + "]" + text(rest, values) + "}");
        from = Integer.toString(steps.size());
    }

    /** Adds weights for the step that is added next. */
    void weights(INDArray array) {
        if (array.isNaN().any() || array.isInfinite().any()) {
            throw wrong(
                    "The net holds weights that are not numbers. Start again with a learning rate ten times smaller.");
        }
        weights.add(array.dup('c').data().asFloat());
    }

    /** Returns the steps as JSON. */
    String steps() {
        return steps.toString();
    }

    /** Returns the weights, packed. */
    String weights() {
        return Packed.floats(weights);
    }
}
