package lesson4j.nn;

import static lesson4j.plot.Given.given;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import lesson4j.lean.Sized;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A part of a net whose forward pass is a formula of your own: {@code sequential(formula(784, 10, …).param(…))}.
 *
 * <p>SameDiff derives it, and DL4J's own fit trains it. Weights start uniform in ±1/√inputs, as PyTorch's do. A lambda
 * is not saved with the net: {@code fit} says so before it trains.
 */
public final class FormulaLayer extends SameDiffLayer implements Sized {
    private static final long serialVersionUID = 1L;

    /** A forward pass in SameDiff's operations. */
    @FunctionalInterface
    public interface Forward {
        /**
         * Builds the outputs, {@code [b, out]}.
         *
         * @param sd makes constants and calls functions: {@code sd.nn.sigmoid(x)}
         * @param x the inputs, {@code [b, in]}
         * @param params the declared parameters by name
         */
        SDVariable of(SameDiff sd, SDVariable x, Map<String, SDVariable> params);
    }

    private final int in;
    private final int out;
    private final transient Forward forward;
    private Map<String, long[]> shapes = new LinkedHashMap<>();

    FormulaLayer(int in, int out, Forward forward) {
        this.forward = given(forward, "the formula (sd, x, params) -> …");
        this.in = in;
        this.out = out;
    }

    /**
     * Declares a parameter: {@code .param("w1", 784, 100).param("b1", 100)}; a vector is {@code [1, n]} in SameDiff.
     *
     * @throws IllegalArgumentException when there is one of this name already, or a size is not 1 or more
     */
    public FormulaLayer param(String name, long... shape) {
        given(name, "the name");
        given(shape, "the sizes");
        boolean taken = shapes.containsKey(name) || name.equals("input") || name.equals("mask");
        if (taken || name.isBlank() || shape.length == 0 || Arrays.stream(shape).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("Expected a new name and sizes of 1 or more but found param(\"" + name
                    + "\", " + Arrays.toString(shape) + "). Declare each parameter once: .param(\"w1\", 784, 100).");
        }
        NetSize.check(Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b));
        shapes.put(name, shape.length == 1 ? new long[] {1, shape[0]} : shape.clone());
        return this;
    }

    @Override
    public int inputs() {
        return in;
    }

    @Override
    public int outputs() {
        return out;
    }

    Map<String, long[]> shapes() {
        return shapes;
    }

    Forward forward() {
        return forward;
    }

    /** A part of a net that is built keeps the parameters it had then. */
    @Override
    public FormulaLayer clone() {
        FormulaLayer copy = (FormulaLayer) super.clone();
        copy.shapes = new LinkedHashMap<>(shapes);
        return copy;
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        params.clear();
        shapes.forEach(params::addWeightParam);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        double bound = 1 / Math.sqrt(in);
        params.values()
                .forEach(param ->
                        param.assign(Nd4j.rand(param.shape()).muli(2 * bound).subi(bound)));
    }

    @Override
    public SDVariable defineLayer(
            SameDiff sd, SDVariable x, Map<String, SDVariable> params, @Nullable SDVariable mask) {
        return forward.of(sd, x, params);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean start,
            DataType type) {
        FormulaCheck.run(this, type);
        var layer = new Halved(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(view);
        layer.setParamTable(initializer().init(conf, view, start));
        layer.setConf(conf);
        return layer;
    }

    /** Halves a derivative that DL4J 1.0.0-M2.1 counts twice. A test compares with a dense net. */
    private static final class Halved extends org.deeplearning4j.nn.layers.samediff.SameDiffLayer {
        private static final long serialVersionUID = 1L;

        Halved(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            return super.backpropGradient(epsilon.muli(0.5), workspaces);
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(out);
    }

    /** Checks that what comes in is as wide as declared; DL4J asks when it builds a net. */
    @Override
    public void setNIn(InputType type, boolean override) {
        if (type.arrayElementsPerExample() != in) {
            throw Parts.unequal(
                    "formula(" + in + ", " + out + ", …)", in, "what comes before it", type.arrayElementsPerExample());
        }
    }

    /** Pictures come in as plain numbers. */
    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType type) {
        return type instanceof InputType.InputTypeConvolutional pictures
                ? new CnnToFeedForwardPreProcessor(pictures.getHeight(), pictures.getWidth(), pictures.getChannels())
                : null;
    }
}
