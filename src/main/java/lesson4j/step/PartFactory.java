package lesson4j.step;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes the part that computes a layer; where there is none it answers null, and DL4J's own fit is used. */
final class PartFactory {
    private static final Window PIXEL = new Window(1, 1, 0);

    private final FloatPointer params;
    private final FloatPointer gradients;
    private final Plane start;
    private final List<Part> parts = new ArrayList<>();
    private final List<Plane> planes = new ArrayList<>();

    PartFactory(Net net, Plane start) {
        this.params = Floats.memory(net.params());
        this.gradients = Floats.memory(net.gradients());
        this.start = start;
        planes.add(start);
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    List<Plane> planes() {
        return List.copyOf(planes);
    }

    /** Adds a layer, after what DL4J does with its input; returns its output. */
    @Nullable
    Plane layer(Layer layer, @Nullable InputPreProcessor before, Plane input) {
        Plane in = input;
        if (before instanceof CnnToFeedForwardPreProcessor) {
            in = in.area() == 1 ? in : add(new Plane(in.channels * in.area(), 1, 1), in);
        } else if (before != null) {
            return null;
        }
        var conf = layer.conf().getLayer();
        if (conf instanceof LossLayer) {
            return Plain.isEnd(conf) ? in : null;
        }
        if (conf instanceof OutputLayer end) {
            return Plain.isEnd(end) && in.area() == 1
                    ? dense(layer, in, (int) end.getNOut(), end.hasBias(), Pointwise.IDENTITY)
                    : null;
        }
        return Plain.is(conf) ? inner(layer, conf, in) : null;
    }

    private @Nullable Plane inner(Layer layer, org.deeplearning4j.nn.conf.layers.Layer conf, Plane in) {
        if (conf instanceof ConvolutionLayer convolution) {
            return convolution(layer, convolution, in);
        }
        if (conf instanceof BatchNormalization norm) {
            return norm(layer, norm, in);
        }
        if (conf instanceof ActivationLayer activation) {
            Plane out = like(in);
            parts.add(new ActivationPart(
                    in, out, Pointwise.of(activation.getActivationFn()).orElseThrow()));
            return out;
        }
        if (conf instanceof SubsamplingLayer pooling) {
            return pooling(pooling, in);
        }
        if (conf instanceof GlobalPoolingLayer mean && mean.getPoolingType() == PoolingType.AVG) {
            Plane out = plane(in.channels, 1, 1);
            parts.add(new MeanPart(in, out));
            return out;
        }
        return conf instanceof DenseLayer dense && !dense.hasLayerNorm() && in.area() == 1
                ? dense(
                        layer,
                        in,
                        (int) dense.getNOut(),
                        dense.hasBias(),
                        Plain.activation(dense).orElseThrow())
                : null;
    }

    private Plane add(Plane out, Plane in) {
        planes.add(out);
        parts.add(new FlattenPart(in, out));
        return out;
    }

    /** Adds the sum of planes of one shape. */
    Plane add(List<Plane> in) {
        Plane out = like(in.get(0));
        parts.add(new AddPart(in, out));
        return out;
    }

    private Plane like(Plane in) {
        return plane(in.channels, in.height, in.width);
    }

    private Plane plane(int channels, int height, int width) {
        Plane plane = new Plane(channels, height, width);
        planes.add(plane);
        return plane;
    }

    private Plane dense(Layer layer, Plane in, int outputs, boolean bias, Pointwise activation) {
        Plane out = plane(outputs, 1, 1);
        parts.add(new ConvPart(in, out, PIXEL, activation, params, gradients, place(layer, bias), in == start));
        return out;
    }

    private @Nullable Plane convolution(Layer layer, ConvolutionLayer conf, Plane in) {
        Window window = window(
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getDilation(),
                conf.getConvolutionMode());
        if (window == null || conf.getClass() != ConvolutionLayer.class) {
            return null;
        }
        Plane out = plane((int) conf.getNOut(), window.places(in.height), window.places(in.width));
        Pointwise activation = Plain.activation(conf).orElseThrow();
        ConvPart.Place place = place(layer, conf.hasBias());
        parts.add(new ConvPart(in, out, window, activation, params, gradients, place, in == start));
        return out;
    }

    private @Nullable Plane pooling(SubsamplingLayer conf, Plane in) {
        Window window = window(
                conf.getKernelSize(),
                conf.getStride(),
                conf.getPadding(),
                conf.getDilation(),
                conf.getConvolutionMode());
        if (window == null || conf.getPoolingType() != PoolingType.MAX) {
            return null;
        }
        Plane out = plane(in.channels, window.places(in.height), window.places(in.width));
        parts.add(new MaxPart(in, out, window));
        return out;
    }

    private @Nullable Plane norm(Layer layer, BatchNormalization conf, Plane in) {
        if (conf.isLockGammaBeta() || conf.isUseLogStd()) {
            return null;
        }
        Plane out = like(in);
        long place = offset(layer, "gamma");
        parts.add(new NormPart(
                in, out, Floats.at(params, place), Floats.at(gradients, place), conf.getEps(), conf.getDecay()));
        return out;
    }

    /** A square window without holes and with padding that is said, not "same". */
    private static @Nullable Window window(
            int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
        boolean square = kernel[0] == kernel[1] && stride[0] == stride[1] && padding[0] == padding[1];
        boolean plain = dilation[0] == 1 && dilation[1] == 1 && mode != ConvolutionMode.Same;
        return square && plain && mode != ConvolutionMode.Causal ? new Window(kernel[0], stride[0], padding[0]) : null;
    }

    private static ConvPart.Place place(Layer layer, boolean bias) {
        return new ConvPart.Place(offset(layer, "W"), bias ? offset(layer, "b") : -1);
    }

    private static long offset(Layer layer, String name) {
        INDArray view = layer.getParam(name);
        return view.offset();
    }
}
