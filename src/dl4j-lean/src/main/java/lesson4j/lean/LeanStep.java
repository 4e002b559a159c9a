package lesson4j.lean;

/** A step that computes gradients where the net keeps them, and lets DL4J's optimiser move the parameters. */
record LeanStep(Forward forward, ExampleWidth width, Pass pass, LossEnd loss, Optimiser optimiser)
        implements TrainStep {

    static LeanStep of(Output output, Pass pass, Optimiser optimiser) {
        var width = new ExampleWidth(output.net().inputs());
        return new LeanStep(new Forward(output, pass), width, pass, new LossEnd(output), optimiser);
    }

    @Override
    public double step(MiniBatch batch, double lr) {
        double mean = pass.gradient(width.checked(batch), loss);
        optimiser.rate(lr);
        optimiser.apply();
        return mean;
    }

    @Override
    public void momentum(double momentum) {
        optimiser.momentum(momentum);
    }

    @Override
    public String describe() {
        return pass.describe();
    }
}
