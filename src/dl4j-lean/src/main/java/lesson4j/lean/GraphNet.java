package lesson4j.lean;

import static lesson4j.lean.Arguments.given;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** DL4J's ComputationGraph, with one input and one output, as training sees it. */
record GraphNet(ComputationGraph graph) implements Net {

    GraphNet {
        if (given(graph, "the graph").getVertices() == null) {
            throw Net.notReady(graph);
        }
        if (graph.getNumInputArrays() != 1 || graph.getNumOutputArrays() != 1) {
            throw new IllegalArgumentException("Expected a graph with one input and one output but found "
                    + graph.getNumInputArrays() + " and " + graph.getNumOutputArrays()
                    + ". Train graphs with more of them by DL4J's own graph.fit.");
        }
    }

    @Override
    public Model model() {
        return graph;
    }

    @Override
    public Object configuration() {
        return graph.getConfiguration();
    }

    /** Topological order, as {@link #layers} has. */
    @Override
    public List<NeuralNetConfiguration> confs() {
        return Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(i -> conf(graph.getVertices()[i].getVertexName()))
                .flatMap(Optional::stream)
                .map(LayerVertex::getLayerConf)
                .toList();
    }

    /** Returns what is set for a vertex, where that is a layer. */
    Optional<LayerVertex> conf(String vertex) {
        return Optional.ofNullable(graph.getConfiguration().getVertices().get(vertex))
                .filter(LayerVertex.class::isInstance)
                .map(LayerVertex.class::cast);
    }

    /** Returns the names of the vertices that take the graph's input. */
    List<String> first() {
        String input = graph.getConfiguration().getNetworkInputs().get(0);
        return graph.getConfiguration().getVertexInputs().entrySet().stream()
                .filter(vertex -> vertex.getValue().contains(input))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Layer[] layers() {
        return Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(i -> graph.getVertices()[i])
                .filter(vertex -> vertex.hasLayer())
                .map(vertex -> vertex.getLayer())
                .toArray(Layer[]::new);
    }

    @Override
    public Layer end() {
        return graph.getOutputLayer(0);
    }

    @Override
    public OptionalLong inputs() {
        return first().stream()
                .map(this::conf)
                .flatMap(Optional::stream)
                .map(vertex -> Width.of(
                        Optional.ofNullable(vertex.getPreProcessor()),
                        vertex.getLayerConf().getLayer()))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public int outputs() {
        if (end().conf().getLayer() instanceof FeedForwardLayer layer && layer.getNOut() > 0) {
            return (int) layer.getNOut();
        }
        throw new IllegalArgumentException("The graph's last layer does not say how many outputs it has. End it in an "
                + "OutputLayer with nOut.");
    }

    /** Like DL4J's clone, which lets both graphs share one list of listeners. */
    @Override
    public Net copy() {
        var copy = new ComputationGraph(graph.getConfiguration().clone());
        copy.init(graph.params().dup(), false);
        BaseMultiLayerUpdater<?> updater = updater(false);
        if (updater != null && updater.getStateViewArray() != null) {
            copy.getUpdater().setStateViewArray(updater.getStateViewArray().dup());
        }
        for (GraphVertex vertex : graph.getVertices()) {
            if (vertex.hasLayer() && vertex.getLayer() instanceof FrozenLayer) {
                copy.getVertex(vertex.getVertexName()).setLayerAsFrozen();
            }
        }
        return new GraphNet(copy);
    }

    @Override
    public void fit(INDArray x, INDArray y) {
        Workspaces.tidied(() -> graph.fit(new INDArray[] {x}, new INDArray[] {y}));
    }

    @Override
    public INDArray output(INDArray x) {
        return Workspaces.tidied(() -> graph.outputSingle(false, x));
    }

    @Override
    public @Nullable BaseMultiLayerUpdater<?> updater(boolean create) {
        return graph.getUpdater(create);
    }

    @Override
    public BaseMultiLayerUpdater<?> renewUpdater(INDArray memory) {
        var made = new ComputationGraphUpdater(graph, memory);
        graph.setUpdater(made);
        return made;
    }

    @Override
    public void forgetUpdater() {
        graph.setUpdater(null);
    }

    @Override
    public int iterations() {
        return graph.getConfiguration().getIterationCount();
    }

    @Override
    public void setIterations(int count) {
        graph.getConfiguration().setIterationCount(count);
    }

    @Override
    public int epochs() {
        return graph.getConfiguration().getEpochCount();
    }

    @Override
    public void setEpochs(int count) {
        graph.getConfiguration().setEpochCount(count);
    }

    @Override
    public void endEpoch() {
        graph.incrementEpochCount();
    }

    @Override
    public INDArray gradients() {
        if (graph.getGradientsViewArray() == null) {
            graph.initGradientsView();
        }
        return graph.getGradientsViewArray();
    }

    @Override
    public void fit(DataSet batch) {
        Workspaces.tidied(() -> graph.fit(batch));
    }

    @Override
    public void setBatch(DataSet batch) {
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
    }

    @Override
    public void setScore(double score) {
        graph.setScore(score);
    }

    @Override
    public double penalty() {
        return graph.calcRegularizationScore(true);
    }

    @Override
    public Collection<TrainingListener> listeners() {
        return graph.getListeners();
    }
}
