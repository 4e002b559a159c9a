package lesson4j.lean;

import static lesson4j.lean.Arguments.given;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** DL4J's MultiLayerNetwork as training sees it. */
record StackNet(MultiLayerNetwork net) implements Net {

    StackNet {
        if (given(net, "the net").getLayers() == null) {
            throw Net.notReady(net);
        }
    }

    @Override
    public Model model() {
        return net;
    }

    @Override
    public Object configuration() {
        return net.getLayerWiseConfigurations();
    }

    @Override
    public List<NeuralNetConfiguration> confs() {
        return net.getLayerWiseConfigurations().getConfs();
    }

    @Override
    public Layer[] layers() {
        return net.getLayers();
    }

    @Override
    public Layer end() {
        return net.getLayer(net.getnLayers() - 1);
    }

    @Override
    public OptionalLong inputs() {
        var before = Optional.ofNullable(net.getLayerWiseConfigurations().getInputPreProcess(0));
        return Width.of(before, net.getLayer(0).conf().getLayer());
    }

    @Override
    public int outputs() {
        for (int i = net.getnLayers() - 1; i >= 0; i--) {
            var conf = net.getLayer(i).conf().getLayer();
            if (conf instanceof FeedForwardLayer layer && layer.getNOut() > 0) {
                return (int) layer.getNOut();
            }
            if (conf instanceof Sized own) {
                return own.outputs();
            }
            InputPreProcessor before = net.getLayerWiseConfigurations().getInputPreProcess(i);
            if (before instanceof CnnToFeedForwardPreProcessor flat) {
                return (int) (flat.getNumChannels() * flat.getInputHeight() * flat.getInputWidth());
            }
        }
        throw new IllegalArgumentException("No layer of the net says how many outputs it has. Set nOut.");
    }

    @Override
    public Net copy() {
        return new StackNet(net.clone());
    }

    @Override
    public void fit(INDArray x, INDArray y) {
        Workspaces.tidied(() -> net.fit(x, y));
    }

    @Override
    public INDArray output(INDArray x) {
        return Workspaces.tidied(() -> net.output(x, false));
    }

    @Override
    public @Nullable BaseMultiLayerUpdater<?> updater(boolean create) {
        return (BaseMultiLayerUpdater<?>) net.getUpdater(create);
    }

    @Override
    public BaseMultiLayerUpdater<?> renewUpdater(INDArray memory) {
        var made = new MultiLayerUpdater(net, memory);
        net.setUpdater(made);
        return made;
    }

    @Override
    public void forgetUpdater() {
        net.setUpdater(null);
    }

    @Override
    public int iterations() {
        return net.getLayerWiseConfigurations().getIterationCount();
    }

    @Override
    public void setIterations(int count) {
        net.getLayerWiseConfigurations().setIterationCount(count);
    }

    @Override
    public int epochs() {
        return net.getEpochCount();
    }

    @Override
    public void setEpochs(int count) {
        net.setEpochCount(count);
    }

    @Override
    public void endEpoch() {
        net.incrementEpochCount();
    }

    @Override
    public INDArray gradients() {
        if (net.getGradientsViewArray() == null) {
            net.initGradientsView();
        }
        return net.getGradientsViewArray();
    }

    @Override
    public void fit(DataSet batch) {
        Workspaces.tidied(() -> net.fit(batch));
    }

    @Override
    public void setBatch(DataSet batch) {
        net.setInput(batch.getFeatures());
        net.setLabels(batch.getLabels());
    }

    @Override
    public void setScore(double score) {
        net.setScore(score);
    }

    @Override
    public double penalty() {
        return net.calcRegularizationScore(true);
    }

    @Override
    public Collection<TrainingListener> listeners() {
        return net.getListeners();
    }
}
