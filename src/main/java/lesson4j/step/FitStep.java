package lesson4j.step;

import lesson4j.data.Batch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own {@code fit}: right for every net, optimiser and loss. */
final class FitStep implements TrainStep {
    private final Net net;
    private final Output output;
    private final Optimiser optimiser;

    FitStep(Net net, Output output, Optimiser optimiser) {
        this.net = net;
        this.output = output;
        this.optimiser = optimiser;
    }

    @Override
    public double step(Batch batch, double lr) {
        optimiser.rate(lr);
        net.fit(batch.x(), batch.y(output.size()));
        return net.model().score();
    }

    @Override
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
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
