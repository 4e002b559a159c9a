package lesson4j.export;

import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One layer of DL4J's as the steps that {@code forward.js} knows.
 *
 * @param place where the layer stands, for the sentence that refuses it: {@code layer 2}
 */
record LayerSteps(NetSteps steps, String place) {
    private static final Map<Class<?>, String> ACTIVATIONS = Map.of(
            ActivationIdentity.class, "identity",
            ActivationReLU.class, "relu",
            ActivationSigmoid.class, "sigmoid",
            ActivationTanH.class, "tanh",
            ActivationSoftmax.class, "softmax");

    /**
     * Adds a layer's steps.
     *
     * @param end the activation that stands in the place of the layer's own, at the end of a net
     */
    void add(Layer layer, @Nullable InputPreProcessor before, Optional<IActivation> end) {
        form(before);
        var conf = layer.conf().getLayer();
        if (conf instanceof FrozenLayer frozen) {
            conf = frozen.getLayer();
        }
        if (!withWeights(layer, conf, end) && !withoutWeights(conf, end)) {
            throw refused(conf.getClass().getSimpleName());
        }
    }

    /** Only the very class will do: one that extends it computes something else. */
    private boolean withWeights(Layer layer, org.deeplearning4j.nn.conf.layers.Layer conf, Optional<IActivation> end) {
        Class<?> kind = conf.getClass();
        if (kind == DenseLayer.class && !((DenseLayer) conf).hasLayerNorm()) {
            dense(layer, ((DenseLayer) conf).hasBias());
            activation(((DenseLayer) conf).getActivationFn());
        } else if (kind == OutputLayer.class) {
            dense(layer, ((OutputLayer) conf).hasBias());
            activation(end.orElse(((OutputLayer) conf).getActivationFn()));
        } else if (kind == ConvolutionLayer.class) {
            convolution(layer, (ConvolutionLayer) conf);
        } else if (kind == BatchNormalization.class) {
            batchNorm(layer, (BatchNormalization) conf);
        } else {
            return false;
        }
        return true;
    }

    private boolean withoutWeights(org.deeplearning4j.nn.conf.layers.Layer conf, Optional<IActivation> end) {
        Class<?> kind = conf.getClass();
        if (kind == SubsamplingLayer.class) {
            pooling((SubsamplingLayer) conf);
        } else if (kind == GlobalPoolingLayer.class) {
            String pool = pool(((GlobalPoolingLayer) conf).getPoolingType());
            steps.add("pool", ", \"kind\": \"%s\", \"size\": \"all\"", pool);
        } else if (kind == ActivationLayer.class) {
            activation(((ActivationLayer) conf).getActivationFn());
        } else if (kind == LossLayer.class) {
            activation(end.orElse(((LossLayer) conf).getActivationFn()));
        } else {
            return kind == DropoutLayer.class; // which drops nothing once a net is trained
        }
        return true;
    }

    private void form(@Nullable InputPreProcessor before) {
        if (before instanceof FeedForwardToCnnPreProcessor rows) {
            shape(rows.getNumChannels(), rows.getInputHeight(), rows.getInputWidth());
        } else if (before instanceof CnnToFeedForwardPreProcessor flat && isChannelsFirst(flat.getFormat())) {
            shape(flat.getNumChannels() * flat.getInputHeight() * flat.getInputWidth(), 1, 1);
        } else if (before != null) {
            throw refused(before.getClass().getSimpleName());
        }
    }

    private void shape(long channels, long height, long width) {
        steps.add("shape", ", \"c\": %d, \"h\": %d, \"w\": %d", channels, height, width);
    }

    private void dense(Layer layer, boolean hasBias) {
        INDArray weights = layer.getParam("W");
        steps.weights(weights);
        withBias(layer, hasBias);
        steps.add("dense", ", \"out\": %d, \"bias\": %b", weights.size(1), hasBias);
    }

    private void withBias(Layer layer, boolean hasBias) {
        if (hasBias) {
            steps.weights(layer.getParam("b"));
        }
    }

    private void convolution(Layer layer, ConvolutionLayer conf) {
        if (!isPlain(conf.getDilation(), conf.getCnn2dDataFormat(), conf.getConvolutionMode())) {
            throw refused("ConvolutionLayer with dilation, channels last or causal padding");
        }
        INDArray weights = layer.getParam("W");
        steps.weights(weights);
        withBias(layer, conf.hasBias());
        String window = window(conf.getKernelSize(), conf.getStride(), conf.getPadding(), conf.getConvolutionMode());
        steps.add("conv", "%s, \"out\": %d, \"bias\": %b", window, weights.size(0), conf.hasBias());
        activation(conf.getActivationFn());
    }

    private void pooling(SubsamplingLayer conf) {
        if (!isPlain(conf.getDilation(), conf.getCnn2dDataFormat(), conf.getConvolutionMode())
                || conf.isAvgPoolIncludePadInDivisor()) {
            throw refused("SubsamplingLayer with dilation, channels last or padding that counts");
        }
        String kind = pool(PoolingType.valueOf(conf.getPoolingType().name()));
        String window = window(conf.getKernelSize(), conf.getStride(), conf.getPadding(), conf.getConvolutionMode());
        steps.add("pool", "%s, \"kind\": \"%s\"", window, kind);
    }

    private String pool(PoolingType type) {
        return switch (type) {
            case MAX -> "max";
            case AVG -> "mean";
            default -> throw refused("pooling by " + type);
        };
    }

    /** Trained, it is a factor and a summand for each channel. */
    private void batchNorm(Layer layer, BatchNormalization conf) {
        if (!isChannelsFirst(conf.getCnn2DFormat())) {
            throw refused("BatchNormalization with channels last");
        }
        INDArray mean = layer.getParam("mean");
        INDArray variance = conf.isUseLogStd()
                ? Transforms.pow(
                        Nd4j.valueArrayOf(mean.shape(), 10.0),
                        layer.getParam("log10stdev").mul(2))
                : layer.getParam("var");
        INDArray factor = Transforms.pow(variance.add(conf.getEps()), -0.5);
        factor.muli(conf.isLockGammaBeta() ? mean.like().assign(conf.getGamma()) : layer.getParam("gamma"));
        INDArray beta = conf.isLockGammaBeta() ? mean.like().assign(conf.getBeta()) : layer.getParam("beta");
        steps.weights(factor);
        steps.weights(beta.sub(mean.mul(factor)));
        steps.add("scale", "");
    }

    private void activation(IActivation activation) {
        String name = ACTIVATIONS.get(activation.getClass());
        if (name == null) {
            throw refused("the activation " + activation);
        } else if (!name.equals("identity")) {
            steps.add("activation", ", \"name\": \"%s\"", name);
        }
    }

    private static boolean isPlain(int[] dilation, CNN2DFormat format, ConvolutionMode mode) {
        return Arrays.stream(dilation).allMatch(by -> by == 1)
                && isChannelsFirst(format)
                && mode != ConvolutionMode.Causal;
    }

    private static boolean isChannelsFirst(CNN2DFormat format) {
        return format == CNN2DFormat.NCHW;
    }

    private static String window(int[] size, int[] step, int[] before, ConvolutionMode mode) {
        return text(
                ", \"size\": %s, \"step\": %s, \"before\": %s, \"same\": %b",
                Arrays.toString(size), Arrays.toString(step), Arrays.toString(before), mode == ConvolutionMode.Same);
    }

    IllegalArgumentException refused(String what) {
        return wrong(
                "A page cannot compute %s of this net: %s. It can compute dense layers, convolutions, max and mean pooling,"
                        + " batch norm, sums, dropout, ReLU, sigmoid, tanh and softmax. Build the net of these.",
                place, what);
    }
}
