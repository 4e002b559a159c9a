package lesson4j.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A net taken apart into operations on planes.
 *
 * @param start where the input goes
 * @param end the raw outputs
 * @param list the operations in the order of computation
 * @param planes all places with values
 */
record Assembly(Plane start, Plane end, List<Part> list, List<Plane> planes) {

    /** Returns the parts of a net, or nothing when it has one that only DL4J's own fit knows. */
    static Optional<Assembly> of(Net net) {
        return net instanceof StackNet stack ? stack(net, stack.net()) : graph(net, ((GraphNet) net).graph());
    }

    private static Optional<Assembly> stack(Net net, MultiLayerNetwork stack) {
        var conf = stack.getLayerWiseConfigurations();
        Plane start = start(conf.getInputPreProcess(0));
        if (start == null) {
            return Optional.empty();
        }
        var factory = new PartFactory(net, start);
        Plane plane = start;
        for (int i = 0; i < stack.getnLayers() && plane != null; i++) {
            plane = factory.layer(stack.getLayer(i), i == 0 ? null : conf.getInputPreProcess(i), plane);
        }
        return done(factory, start, plane);
    }

    private static Optional<Assembly> graph(Net net, ComputationGraph graph) {
        Map<Integer, Plane> planes = new HashMap<>();
        Plane start = null;
        PartFactory factory = null;
        Plane last = null;
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.isInputVertex()) {
                start = start(firstPreProcessor(graph, vertex));
                if (start == null) {
                    return Optional.empty();
                }
                factory = new PartFactory(net, start);
                last = start;
            } else {
                last = factory == null ? null : vertex(factory, graph, vertex, inputs(vertex, planes));
            }
            if (last == null) {
                return Optional.empty();
            }
            planes.put(index, last);
        }
        return factory == null || start == null ? Optional.empty() : done(factory, start, last);
    }

    private static List<Plane> inputs(GraphVertex vertex, Map<Integer, Plane> planes) {
        List<Plane> inputs = new ArrayList<>();
        for (VertexIndices input : vertex.getInputVertices()) {
            Plane plane = planes.get(input.getVertexIndex());
            if (plane != null) {
                inputs.add(plane);
            }
        }
        return inputs;
    }

    private static @Nullable Plane vertex(
            PartFactory factory, ComputationGraph graph, GraphVertex vertex, List<Plane> inputs) {
        if (vertex.hasLayer() && inputs.size() == 1) {
            Layer layer = vertex.getLayer();
            return factory.layer(layer, preProcessor(graph, vertex), inputs.get(0));
        }
        return vertex instanceof ElementWiseVertex && vertex.toString().contains("Add") ? factory.add(inputs) : null;
    }

    /** The preprocessor that only tells how flat inputs are pictures is told by {@link #start} already. */
    private static @Nullable InputPreProcessor preProcessor(ComputationGraph graph, GraphVertex vertex) {
        var conf = graph.getConfiguration().getVertices().get(vertex.getVertexName());
        return conf instanceof org.deeplearning4j.nn.conf.graph.LayerVertex layer
                        && !(layer.getPreProcessor() instanceof FeedForwardToCnnPreProcessor)
                ? layer.getPreProcessor()
                : null;
    }

    private static @Nullable InputPreProcessor firstPreProcessor(ComputationGraph graph, GraphVertex input) {
        String next = input.getOutputVertices()[0].getVertexIndex() < 0
                ? ""
                : graph.getVertices()[input.getOutputVertices()[0].getVertexIndex()].getVertexName();
        var conf = graph.getConfiguration().getVertices().get(next);
        return conf instanceof org.deeplearning4j.nn.conf.graph.LayerVertex layer ? layer.getPreProcessor() : null;
    }

    private static @Nullable Plane start(@Nullable InputPreProcessor first) {
        return first instanceof FeedForwardToCnnPreProcessor pictures
                ? new Plane((int) pictures.getNumChannels(), (int) pictures.getInputHeight(), (int)
                        pictures.getInputWidth())
                : null;
    }

    private static Optional<Assembly> done(PartFactory factory, Plane start, @Nullable Plane end) {
        return end == null || end.area() != 1
                ? Optional.empty()
                : Optional.of(new Assembly(start, end, factory.parts(), factory.planes()));
    }
}
