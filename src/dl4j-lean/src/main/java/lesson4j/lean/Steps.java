package lesson4j.lean;

/** Chooses the quickest training step that is right for a net, loss and optimiser; the net stays as it is. */
public final class Steps {
    private Steps() {}

    /** Returns the step that is DL4J's own fit. */
    public static TrainStep fit(Output output, Optimiser optimiser) {
        return FitStep.of(output, optimiser, "");
    }

    /**
     * Returns the quickest step that gives what DL4J's own fit gives; what no other step knows is trained by that.
     *
     * @param output the end of the net, with its loss
     * @param optimiser moves the parameters, once its fit has begun; what it remembers stays with the net
     * @throws IllegalArgumentException when a layer takes another number of values than the one before it gives, or pools
     *     where there is nothing but padding
     */
    public static TrainStep choose(Output output, Optimiser optimiser) {
        try {
            if (!output.net().listeners().isEmpty()) {
                throw new Unknown("the net has listeners, which DL4J calls");
            }
            return LeanStep.of(output, Pass.of(output.net()), optimiser);
        } catch (Unknown reason) {
            return FitStep.of(output, optimiser, ", because " + reason.reason());
        }
    }
}
