package lesson4j.lean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes the part that computes a layer of which {@link Known} knows all that is set. */
final class PartFactory {
    private static final Window PIXEL = new Window(1, 1, 0);
    private static final int[] ROWS_AND_COLUMNS = {2, 3};

    private final INDArray all;
    private final Memory memory;
    private final Plane start;
    private final List<Part> parts = new ArrayList<>();
    private final List<Plane> planes = new ArrayList<>();

    /** By its output, each part that may take over the activation behind it. */
    private final Map<Plane, Part> writers = new HashMap<>();

    PartFactory(INDArray all, Memory memory, Plane start) {
        this.all = all;
        this.memory = memory;
        this.start = start;
        planes.add(start);
    }

    /** Returns all parts so far, of which {@code end} is the last one's output. */
    Assembly assembly(Plane end) {
        if (!end.isFlat) {
            throw new Unknown("it ends in pictures");
        }
        return new Assembly(start, end, List.copyOf(parts), List.copyOf(planes));
    }

    /**
     * Adds a layer, after what DL4J does with its input.
     *
     * @param name the layer's name or number, for messages
     * @param alone whether no other layer takes its input
     * @param last whether the net ends here
     * @return its output
     * @throws Unknown when it has a form that only DL4J's own fit knows
     * @throws IllegalArgumentException when it takes another number of channels than {@code input} has
     */
    Plane layer(
            String name, Layer layer, @Nullable InputPreProcessor before, Plane input, boolean alone, boolean last) {
        var conf = layer.conf().getLayer();
        Plane in = before == null ? input : flat(name, before, input);
        if (conf instanceof LossLayer && last) {
            return in;
        }
        in = dropped(name, conf, in);
        if (last != (conf instanceof OutputLayer)) {
            throw new Unknown("layer " + name + (last ? " holds no loss" : " ends the net before its end"));
        }
        if (conf instanceof OutputLayer end) {
            return dense(name, layer, in, end, end.hasBias(), Pointwise.IDENTITY);
        }
        if (conf instanceof DenseLayer dense) {
            return dense(name, layer, in, dense, dense.hasBias(), activation(name, dense.getActivationFn()));
        }
        return conf instanceof ConvolutionLayer convolution
                ? convolution(name, layer, convolution, in)
                : inner(name, layer, in, alone);
    }

    /** DL4J drops some of what goes into a layer of these kinds; others with dropout drop nothing. */
    private Plane dropped(String name, org.deeplearning4j.nn.conf.layers.Layer conf, Plane in) {
        boolean drops = conf instanceof DenseLayer
                || conf instanceof OutputLayer
                || conf instanceof ConvolutionLayer
                || conf instanceof DropoutLayer;
        if (!drops || conf.getIDropout() == null) {
            return in;
        }
        if (!Draw.IS_ND4JS || conf.getIDropout().getClass() != Dropout.class) {
            throw new Unknown("layer " + name + " has dropout of a kind of its own");
        }
        var dropout = (Dropout) conf.getIDropout();
        if (dropout.getPSchedule() != null) {
            throw new Unknown("layer " + name + " has dropout by a schedule");
        }
        Plane out = like(in);
        parts.add(new DropPart(in, out, dropout.getP()));
        return out;
    }

    /** Without parameters, or batch norm. */
    private Plane inner(String name, Layer layer, Plane in, boolean alone) {
        var conf = layer.conf().getLayer();
        if (conf instanceof BatchNormalization norm) {
            return norm(name, layer, norm, in);
        }
        if (conf instanceof DropoutLayer) {
            return in;
        }
        if (conf instanceof SubsamplingLayer pooling) {
            return pooling(name, pooling, in);
        }
        if (conf instanceof GlobalPoolingLayer mean) {
            picturesIn(name, in);
            int[] over = mean.getPoolingDimensions();
            if (over != null && !Arrays.equals(over, ROWS_AND_COLUMNS)) {
                throw new Unknown("layer " + name + " takes its mean over other things than a picture");
            }
            Plane out = kept(Plane.numbers(in.channels, in.learns));
            parts.add(new MeanPart(in, out));
            return out;
        }
        if (conf instanceof ActivationLayer bend) {
            return bent(in, activation(name, bend.getActivationFn()), alone);
        }
        throw new Unknown("layer " + name + " is a " + conf.getClass().getSimpleName());
    }

    private Plane bent(Plane in, Pointwise activation, boolean alone) {
        Part writer = writers.get(in);
        if (alone && writer != null && writer.takeOver(activation)) {
            return in;
        }
        Plane out = like(in);
        parts.add(new ActivationPart(in, out, activation));
        return out;
    }

    private static Pointwise activation(String name, IActivation activation) {
        return Pointwise.of(activation)
                .orElseThrow(() -> new Unknown("layer " + name + " has the activation " + activation));
    }

    /** Pictures become plain features where DL4J says so. */
    private Plane flat(String name, InputPreProcessor before, Plane in) {
        var usual = new CnnToFeedForwardPreProcessor(in.height, in.width, in.channels);
        if (before.getClass() != usual.getClass() || !before.equals(usual)) {
            throw new Unknown("what comes before layer " + name + " is turned by a "
                    + before.getClass().getSimpleName());
        }
        Plane out = kept(Plane.numbers(in.channels * in.area(), in.learns));
        parts.add(new FlattenPart(in, out));
        return out;
    }

    /** Adds the sum of planes of one shape. */
    Plane add(List<Plane> in) {
        if (!in.stream().allMatch(in.get(0)::isLike)) {
            throw new Unknown("it adds up values of several shapes");
        }
        Plane out = kept(in.get(0).like(in.stream().anyMatch(plane -> plane.learns)));
        return written(new AddPart(in, out), out);
    }

    private Plane written(Part part, Plane out) {
        parts.add(part);
        writers.put(out, part);
        return out;
    }

    private Plane like(Plane in) {
        return kept(in.like(in.learns));
    }

    private Plane kept(Plane plane) {
        planes.add(plane);
        return plane;
    }

    private static void picturesIn(String name, Plane in) {
        if (in.isFlat) {
            throw new Unknown("layer " + name + " takes plain numbers as pictures");
        }
    }

    private Plane dense(String name, Layer layer, Plane in, FeedForwardLayer conf, boolean bias, Pointwise activation) {
        if (!in.isFlat) {
            throw new Unknown("layer " + name + " takes pictures, not plain numbers");
        }
        Width.check(name, conf, conf.getNIn(), in.channels);
        Plane out = kept(Plane.numbers((int) conf.getNOut(), true));
        ConvPart.Place place = place(layer, bias, 'f', in.channels, out.channels);
        var windows = new ColumnWindows(in, out, PIXEL);
        return written(new ConvPart(in, out, windows, activation, memory, place, !in.learns), out);
    }

    private Plane convolution(String name, Layer layer, ConvolutionLayer conf, Plane in) {
        Window window = window(name, conf.getKernelSize(), conf.getStride(), conf.getPadding());
        Width.check(name, conf, conf.getNIn(), in.channels);
        int k = window.kernel();
        Plane out = placed(name, (int) conf.getNOut(), window, in, true);
        ConvPart.Place place = place(layer, conf.hasBias(), 'c', out.channels, in.channels, k, k);
        Pointwise bend = activation(name, conf.getActivationFn());
        var columns = new ConvPart(in, out, new ColumnWindows(in, out, window), bend, memory, place, !in.learns);
        if (Winograd.fit(in, out, window)) {
            var tiles = new WinogradWindows(in, out);
            var many = new ConvPart(in, out, tiles, bend, memory, place, !in.learns);
            return written(new ByBatch(columns, many, b -> tiles.places(out.whole(b)) >= Winograd.WORTH), out);
        }
        return written(columns, out);
    }

    private Plane pooling(String name, SubsamplingLayer conf, Plane in) {
        Window window = window(name, conf.getKernelSize(), conf.getStride(), conf.getPadding());
        Plane out = placed(name, in.channels, window, in, in.learns);
        switch (conf.getPoolingType()) {
            case MAX -> parts.add(new MaxPart(in, out, window));
            case AVG -> parts.add(new AveragePart(in, out, window, conf.isAvgPoolIncludePadInDivisor()));
            default -> throw new Unknown("layer " + name + " pools by " + conf.getPoolingType());
        }
        return out;
    }

    private Plane placed(String name, int channels, Window window, Plane in, boolean learns) {
        picturesIn(name, in);
        if (window.places(in.height) < 1 || window.places(in.width) < 1) {
            throw new Unknown("layer " + name + " has a window that is larger than the picture");
        }
        return kept(Plane.pictures(channels, window.places(in.height), window.places(in.width), learns));
    }

    private Plane norm(String name, Layer layer, BatchNormalization conf, Plane in) {
        Width.check(name, conf, conf.getNIn(), in.channels);
        long place = Floats.place(layer.getParam("gamma"), all);
        int n = in.channels;
        long next = place;
        for (String part : List.of("gamma", "beta", "mean", conf.isUseLogStd() ? "log10stdev" : "var")) {
            INDArray param = layer.getParam(part);
            if (param == null || param.length() != n || Floats.place(param, all) != next) {
                throw new Unknown("layer " + name + " keeps its figures in another way");
            }
            next += n;
        }
        Plane out = kept(in.like(true));
        return written(new NormPart(in, out, memory, place, conf), out);
    }

    /** A square window with padding that is said. */
    private static Window window(String name, int[] kernel, int[] stride, int[] padding) {
        if (kernel[0] != kernel[1] || stride[0] != stride[1] || padding[0] != padding[1]) {
            throw new Unknown("layer " + name + " has a window that is no square");
        }
        if (padding[0] >= kernel[0]) {
            throw new Unknown("layer " + name + " has windows that see nothing but padding");
        }
        return new Window(kernel[0], stride[0], padding[0]);
    }

    private ConvPart.Place place(Layer layer, boolean bias, char order, long... shape) {
        INDArray weights = layer.getParam("W");
        boolean vector = Arrays.stream(shape).filter(size -> size > 1).count() < 2;
        if (!Arrays.equals(weights.shape(), shape) || weights.ordering() != order && !vector) {
            throw new Unknown("its weights do not have the shape that is set");
        }
        return new ConvPart.Place(Floats.place(weights, all), bias ? Floats.place(layer.getParam("b"), all) : -1);
    }
}
