package lesson4j.lean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
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
    private static final ElementWiseVertex SUM = new ElementWiseVertex(ElementWiseVertex.Op.Add);

    /**
     * Returns the parts of a net.
     *
     * @param net a net of which {@link Known} knows all that is set
     * @throws Unknown when it is put together as only DL4J's own fit knows
     */
    static Assembly of(Net net, Memory memory) {
        return net instanceof StackNet stack ? stack(net, stack.net(), memory) : graph((GraphNet) net, memory);
    }

    private static Assembly stack(Net net, MultiLayerNetwork stack, Memory memory) {
        var conf = stack.getLayerWiseConfigurations();
        Plane start = start(net, conf.getInputPreProcess(0));
        var factory = new PartFactory(net.params(), memory, start);
        Plane plane = start;
        int last = stack.getnLayers() - 1;
        for (int i = 0; i <= last; i++) {
            InputPreProcessor before = i == 0 ? null : conf.getInputPreProcess(i);
            plane = factory.layer(Integer.toString(i + 1), stack.getLayer(i), before, plane, true, i == last);
        }
        return factory.assembly(plane);
    }

    private static Assembly graph(GraphNet net, Memory memory) {
        ComputationGraph graph = net.graph();
        Plane start = start(net);
        var factory = new PartFactory(net.params(), memory, start);
        Map<String, Plane> planes = new HashMap<>();
        planes.put(graph.getConfiguration().getNetworkInputs().get(0), start);
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (!vertex.isInputVertex()) {
                planes.put(vertex.getVertexName(), vertex(factory, net, vertex, planes, start));
            }
        }
        Plane end = planes.get(graph.getConfiguration().getNetworkOutputs().get(0));
        if (end == null) {
            throw new Unknown("its output is no vertex of its own");
        }
        return factory.assembly(end);
    }

    private static Plane vertex(
            PartFactory factory, GraphNet net, GraphVertex vertex, Map<String, Plane> planes, Plane start) {
        String name = vertex.getVertexName();
        var configuration = net.graph().getConfiguration();
        boolean end = configuration.getNetworkOutputs().contains(name);
        boolean ends = vertex.getOutputVertices() == null || vertex.getOutputVertices().length == 0;
        if (end != ends) {
            throw new Unknown("vertex '" + name + (end ? "' is an output and goes on" : "' leads nowhere"));
        }
        List<Plane> inputs = new ArrayList<>();
        for (String input : configuration.getVertexInputs().getOrDefault(name, List.of())) {
            inputs.add(planes.get(input));
        }
        var conf = Objects.requireNonNull(configuration.getVertices().get(name));
        if (conf.getClass() == LayerVertex.class && inputs.size() == 1) {
            Plane in = inputs.get(0);
            // how flat inputs are pictures is told by the start already
            InputPreProcessor before = in == start ? null : ((LayerVertex) conf).getPreProcessor();
            return factory.layer("'" + name + "'", vertex.getLayer(), before, in, isAlone(net, vertex), end);
        }
        boolean adds = conf.getClass() == ElementWiseVertex.class && conf.equals(SUM);
        if (adds && !inputs.contains(start)) {
            return factory.add(inputs);
        }
        throw new Unknown("vertex '" + name + "' is a " + conf.getClass().getSimpleName()
                + (inputs.size() > 1 ? " of " + inputs.size() + " inputs" : ""));
    }

    /**
     * Returns whether no other vertex takes what this one takes.
     *
     * @throws Unknown where it matters: DL4J drops values where they lie, and others may find them dropped on the way back
     */
    private static boolean isAlone(GraphNet net, GraphVertex vertex) {
        var inputs = net.graph().getConfiguration().getVertexInputs();
        String input =
                Objects.requireNonNull(inputs.get(vertex.getVertexName())).get(0);
        boolean shared =
                inputs.values().stream().filter(names -> names.contains(input)).count() > 1;
        if (shared && vertex.getLayer().conf().getLayer().getIDropout() != null) {
            throw new Unknown("layer '" + vertex.getVertexName() + "' has dropout of what others take too");
        }
        return !shared;
    }

    /** All that take the input must take it as the same pictures. */
    private static Plane start(GraphNet net) {
        Plane start = null;
        for (String name : net.first()) {
            Plane plane =
                    start(net, net.conf(name).map(LayerVertex::getPreProcessor).orElse(null));
            if (start != null && !plane.isLike(start)) {
                throw new Unknown("its layers take the input as pictures of several sizes");
            }
            start = start == null ? plane : start;
        }
        return start == null ? start(net, null) : start;
    }

    private static Plane start(Net net, @Nullable InputPreProcessor first) {
        if (first == null) {
            long width = net.inputs()
                    .orElseThrow(() -> new Unknown("its first layer does not say how many numbers it takes"));
            return Plane.numbers(Math.toIntExact(width), false);
        }
        if (first.getClass() == FeedForwardToCnnPreProcessor.class) {
            var pictures = (FeedForwardToCnnPreProcessor) first;
            long[] sizes = {pictures.getNumChannels(), pictures.getInputHeight(), pictures.getInputWidth()};
            int[] size = Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
            return Plane.pictures(size[0], size[1], size[2], false);
        }
        throw new Unknown("its input is turned by a " + first.getClass().getSimpleName());
    }
}
