package lesson4j.lean;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What training needs of a DL4J net, whichever of its two kinds it is: {@code Net.of(graph).layers()}. */
public sealed interface Net permits StackNet, GraphNet {

    /** Returns the view of a stack of layers. */
    static Net of(MultiLayerNetwork net) {
        return new StackNet(net);
    }

    /** Returns the view of a graph with one input and one output. */
    static Net of(ComputationGraph graph) {
        return new GraphNet(graph);
    }

    /** Returns the view of a net of either kind. */
    static Net of(Model net) {
        return net instanceof ComputationGraph graph ? of(graph) : of((MultiLayerNetwork) net);
    }

    /** Returns what to throw for a net that has no parameters yet. */
    static IllegalStateException notReady(Model net) {
        return new IllegalStateException(
                net.getClass().getSimpleName() + " without layers yet. Call init() on it: this makes its weights.");
    }

    /** Returns the net itself. */
    Model model();

    /** Returns what is set for the net as a whole, a {@code MultiLayerConfiguration} or that of a graph. */
    Object configuration();

    /** Returns what is set for each layer, as it was written down; a frozen layer is one only here. */
    List<NeuralNetConfiguration> confs();

    /** Returns the layers in the order of computation. */
    Layer[] layers();

    /** Returns the layer that holds the loss. */
    Layer end();

    /** Returns how many numbers the net takes of an example; nothing where it does not say. */
    OptionalLong inputs();

    /** Returns how many numbers the net gives for an example. */
    int outputs();

    /** Returns a copy with the same parameters, counts and optimiser's memory, to which nobody listens. */
    Net copy();

    /** Takes one step of DL4J's own training on a batch, {@code [b, features]} and {@code [b, outputs]}. */
    void fit(INDArray x, INDArray y);

    /** Returns the outputs for inputs {@code [n, features]}: {@code [n, outputs]}. */
    INDArray output(INDArray x);

    /** Returns DL4J's updater with its state, made if there is none and {@code create} is true. */
    @Nullable
    BaseMultiLayerUpdater<?> updater(boolean create);

    /** Makes DL4J's updater anew from the layers' configuration, on one's memory {@code [n]} for the same layers. */
    BaseMultiLayerUpdater<?> renewUpdater(INDArray memory);

    /** Throws the updater away, so that the next one is made from the layers' configuration. */
    void forgetUpdater();

    /** Returns how many steps the net has been trained. */
    int iterations();

    /** Sets how many steps the net has been trained. */
    void setIterations(int count);

    /** Returns how many epochs the net has been trained. */
    int epochs();

    /** Sets how many epochs the net has been trained. */
    void setEpochs(int count);

    /** Counts one epoch. */
    void endEpoch();

    /** Returns the gradients of all parameters, in their order, made if there were none. */
    INDArray gradients();

    /** Takes one step of DL4J's own training on a batch of any kind. */
    void fit(DataSet batch);

    /** Sets the batch that listeners are told of. */
    void setBatch(DataSet batch);

    /** Sets the loss that listeners are told. */
    void setScore(double score);

    /** Returns what l1, l2 and weight decay add to the loss. */
    double penalty();

    /** Returns who listens to DL4J's own training. */
    Collection<TrainingListener> listeners();

    /** Returns the parameters, the net's own memory, in DL4J's order. */
    default INDArray params() {
        return model().params();
    }
}
