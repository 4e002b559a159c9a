package lesson4j.train;

import lesson4j.lean.Net;
import lesson4j.lean.Output;
import lesson4j.loss.Decode;
import lesson4j.loss.Loss;
import lesson4j.loss.Targets;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.util.OutputLayerUtil;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What the end of a net means by the loss that it is judged by: one of ours knows its activation and its classes. */
final class Ends {
    private Ends() {}

    /**
     * Returns the end of a net for a loss, and changes nothing there.
     *
     * @param loss what its outputs are judged by; one of DL4J's is computed with the activation that the net ends in
     * @throws IllegalArgumentException when the net has no layer that holds a loss, or this one cannot judge by what it
     *     ends in
     */
    static Output of(Net net, ILossFunction loss) {
        Output output = loss instanceof Loss ours ? new Output(net, loss, ours.activation()) : Output.of(net, loss);
        checkPair(output);
        return output;
    }

    /**
     * Returns the class that each row of raw outputs means, {@code [n]}, int. Metrics, interpretation and predictions
     * all ask here.
     *
     * @throws IllegalStateException when an output is not a number
     */
    static INDArray classes(Output output, INDArray raw) {
        ILossFunction loss = output.loss();
        return loss instanceof Loss ours
                ? ours.decode(raw)
                : Decode.outputs(raw, output.activation(), Decode.threshold(loss));
    }

    /** Asks DL4J's own rules, which it keeps for when a net is built, for pairs such as a softmax of one. */
    private static void checkPair(Output output) {
        try {
            OutputLayerUtil.validateOutputLayerConfiguration(
                    "", output.size(), output.isLossLayer(), output.activation(), output.loss());
        } catch (DL4JInvalidConfigException e) {
            boolean always = output.size() == 1 && output.activation() instanceof ActivationSoftmax;
            throw new IllegalArgumentException(
                    always
                            ? Targets.name(output.loss())
                                    + " takes a softmax, which over one output is always 1. Give the net an"
                                    + " output per class, or take MnistLoss or binaryCrossEntropy() for yes or no."
                            : Targets.name(output.loss()) + " expects probabilities but the net ends in "
                                    + output.activation()
                                    + ". For one class of several take CrossEntropy, for yes or no binaryCrossEntropy(),"
                                    + " which bring their own activation, or end the net in SOFTMAX or SIGMOID.",
                    e);
        }
    }
}
