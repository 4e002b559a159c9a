package lesson4j.lean;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's own {@code fit}: right for every net, optimiser and loss. */
final class FitStep implements TrainStep {
    private final Net net;
    private final Output output;
    private final Optimiser optimiser;
    private final String reason;

    /** Takes the reason why there is no quicker step, half a sentence, or nothing. */
    FitStep(Net net, Output output, Optimiser optimiser, String reason) {
        this.reason = reason;
        this.net = net;
        this.output = output;
        this.optimiser = optimiser;
    }

    @Override
    public double step(MiniBatch batch, double lr) {
        optimiser.rate(lr);
        DataType type = net.params().dataType();
        net.fit(batch.x().castTo(type), batch.y(output.size()).castTo(type));
        return net.model().score();
    }

    @Override
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
    }

    @Override
    public INDArray outputs(MiniBatch batch) {
        return output.raw(batch.x().castTo(net.params().dataType()));
    }

    @Override
    public String describe() {
        return "DL4J's fit" + reason;
    }
}
