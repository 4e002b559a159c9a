package lesson4j.nn;

import static lesson4j.plot.Given.each;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** The parts of a sequential net as DL4J's layers, the last of which holds the loss. */
final class Parts {
    private final List<Layer> layers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Long> inputs = new ArrayList<>();

    /** Joins each plain activation to the layer before it, and makes the last layer the output. */
    Parts(Layer... parts) {
        if (each(parts, "the net's parts").isEmpty()) {
            throw new IllegalArgumentException("Expected a net of one part or more but found none. Give it layers:"
                    + " sequential(nnLinear(784, 30), nnReLU(), nnLinear(30, 1)).");
        }
        for (Layer part : parts) {
            add(part);
        }
        end();
        for (Layer layer : layers) {
            names.add(name(layer));
            inputs.add(takes(layer));
        }
    }

    List<Layer> layers() {
        return layers;
    }

    private void add(Layer part) {
        Layer before = layers.isEmpty() ? null : layers.get(layers.size() - 1);
        if (isBare(part) && before != null && isPlain(before)) {
            ((BaseLayer) before).setActivationFn(((ActivationLayer) part).getActivationFn());
        } else {
            layers.add(part.clone());
        }
    }

    /** An activation that brings nothing else, no dropout for one, which would be lost with it. */
    private static boolean isBare(Layer part) {
        return part.getClass() == ActivationLayer.class
                && part.getIDropout() == null
                && part.getConstraints() == null
                && part.getLayerName() == null;
    }

    private static boolean isPlain(Layer layer) {
        return (layer.getClass() == DenseLayer.class || layer.getClass() == ConvolutionLayer.class)
                && ((BaseLayer) layer).getActivationFn() instanceof ActivationIdentity;
    }

    private void end() {
        int last = layers.size() - 1;
        Layer layer = layers.get(last);
        if (layer instanceof BaseOutputLayer || layer instanceof LossLayer) {
            return;
        }
        if (isPlain(layer) && layer instanceof DenseLayer dense && !dense.hasLayerNorm()) {
            layers.set(last, output(dense));
        } else {
            layers.add(new LossLayer.Builder(new LossMSE())
                    .activation(Activation.IDENTITY)
                    .build());
        }
    }

    /** The same layer as DL4J's output, with all that is set in it. */
    private static OutputLayer output(DenseLayer dense) {
        OutputLayer output = new OutputLayer.Builder(new LossMSE()).build();
        for (Class<?> at = FeedForwardLayer.class; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    copy(field, dense, output);
                }
            }
        }
        output.setHasBias(dense.hasBias());
        return output;
    }

    private static void copy(Field field, Layer from, Layer to) {
        try {
            field.setAccessible(true);
            field.set(to, field.get(from));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The setting " + field + " cannot be copied.", e);
        }
    }

    /** Returns how many numbers the first part takes, or 0, where DL4J does not find that out itself. */
    long first() {
        for (Layer layer : layers) {
            if (!(layer instanceof ActivationLayer) && !(layer instanceof DropoutLayer)) {
                return layer instanceof ConvolutionLayer ? 0 : takes(layer);
            }
        }
        return 0;
    }

    /**
     * Compares what each part takes with what DL4J found to come from the one before it.
     *
     * @param built the same layers in the finished net, in which DL4J has silently put its own numbers
     * @throws IllegalArgumentException when a part was made for another number
     */
    void check(List<Layer> built) {
        for (int i = 0; i < layers.size(); i++) {
            long found = takes(built.get(i));
            if (inputs.get(i) > 0 && inputs.get(i) != found) {
                throw unequal(names.get(i), inputs.get(i), i == 0 ? "the input" : before(i), found);
            }
        }
    }

    /** The nearest part before that has a width of its own. */
    private String before(int i) {
        for (int b = i - 1; b >= 0; b--) {
            if (takes(layers.get(b)) > 0) {
                return names.get(b) + " before it";
            }
        }
        return "the input";
    }

    static IllegalArgumentException unequal(String part, long takes, String before, long gives) {
        return new IllegalArgumentException("The net's parts do not fit: " + part + " takes " + takes + " but " + before
                + " gives " + gives + ". Make the two numbers equal.");
    }

    private static long takes(Layer layer) {
        if (layer instanceof FormulaLayer formula) {
            return formula.inputs();
        }
        return layer instanceof FeedForwardLayer wide && !(layer instanceof LossLayer) ? wide.getNIn() : 0;
    }

    /** As it was written down. */
    private static String name(Layer layer) {
        if (layer instanceof FormulaLayer formula) {
            return "formula(" + formula.inputs() + ", " + formula.outputs() + ", …)";
        }
        if (!(layer instanceof FeedForwardLayer wide)) {
            return layer.getClass().getSimpleName();
        }
        String sizes = wide.getNIn() + ", " + wide.getNOut();
        if (layer instanceof ConvolutionLayer convolution) {
            return "nnConv2d(" + sizes + ", " + convolution.getKernelSize()[0] + ", "
                    + convolution.getStride()[0] + ")";
        }
        if (layer instanceof BatchNormalization) {
            return "nnBatchNorm2d(" + wide.getNIn() + ")";
        }
        boolean linear = layer instanceof DenseLayer || layer instanceof OutputLayer;
        return (linear ? "nnLinear" : layer.getClass().getSimpleName()) + "(" + sizes + ")";
    }
}
