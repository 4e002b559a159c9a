package lesson4j.lean;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * DL4J's own {@code fit}: right for every net, optimiser and loss.
 *
 * @param reason why there is no quicker step, half a sentence, or nothing
 */
record FitStep(Forward forward, ExampleWidth width, Output output, Optimiser optimiser, String reason)
        implements TrainStep {

    static FitStep of(Output output, Optimiser optimiser, String reason) {
        var width = new ExampleWidth(output.net().inputs());
        return new FitStep(Forward.byDl4j(output), width, output, optimiser, reason);
    }

    @Override
    public double step(MiniBatch batch, double lr) {
        MiniBatch fitting = width.checked(batch);
        Net net = output.net();
        optimiser.rate(lr);
        DataType type = net.params().dataType();
        net.fit(fitting.x().castTo(type), fitting.y(output.size()).castTo(type));
        return net.model().score();
    }

    @Override
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
    }

    @Override
    public String describe() {
        return "DL4J's fit" + reason;
    }
}
