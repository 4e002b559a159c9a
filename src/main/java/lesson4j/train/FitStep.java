package lesson4j.train;

import lesson4j.data.Batch;
import lesson4j.nn.FormulaLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** DL4J's own {@code fit}: right for every net, optimiser and loss. */
final class FitStep implements TrainStep {
    private final MultiLayerNetwork net;
    private final Output output;
    private final Rate rate = new Rate();

    FitStep(MultiLayerNetwork net, Output output, IUpdater optimiser) {
        this.net = net;
        this.output = output;
        install(optimiser);
    }

    /** Gives every layer the optimiser with our rate; what it remembers from earlier fits is kept. */
    private void install(IUpdater optimiser) {
        Updater before = net.getUpdater(false);
        INDArray state = before == null ? null : before.getStateViewArray();
        for (Layer layer : net.getLayers()) {
            IUpdater own = optimiser.clone();
            own.setLrAndSchedule(Double.NaN, rate);
            if (layer.conf().getLayer() instanceof BaseLayer conf) {
                conf.setIUpdater(own);
                conf.setBiasUpdater(null);
            } else if (layer.conf().getLayer() instanceof FormulaLayer conf) {
                conf.setUpdater(own);
            }
        }
        net.setUpdater(null);
        INDArray fresh = net.getUpdater().getStateViewArray();
        if (state != null && fresh != null && state.length() == fresh.length()) {
            fresh.assign(state);
        }
    }

    @Override
    public double step(Batch batch, double lr) {
        rate.set(lr);
        net.fit(batch.x(), batch.y(output.size()));
        return net.score();
    }

    @Override
    public INDArray outputs(Batch batch) {
        return output.raw(batch.x());
    }

    @Override
    public String describe() {
        return "DL4J's fit";
    }
}
