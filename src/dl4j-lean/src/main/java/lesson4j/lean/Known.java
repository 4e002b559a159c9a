package lesson4j.lean;

import static java.util.Map.entry;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Tells whether our own steps know all that is set in a net.
 *
 * <p>A list of what is known, not of what is refused: classes exactly, without those that extend them; of their fields those
 * that a step reads and those that change no fit; all others as DL4J sets them by itself. Whatever else a net has, even
 * if it comes with a later DL4J or from a user, sends it to DL4J's own fit.
 */
final class Known {
    private static final Set<Class<?>> NETS = Set.of(MultiLayerNetwork.class, ComputationGraph.class);

    /** What changes a net's start, its name or how DL4J's own code runs, but no step of training. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "layerName",
            "weightInitFn",
            "biasInit",
            "gainInit",
            "seed",
            "iterationCount",
            "epochCount",
            "trainingWorkspaceMode",
            "inferenceWorkspaceMode",
            "validateOutputLayerConfig",
            "cudnnAllowFallback",
            "cudnnAlgoMode",
            "cudnnFwdAlgo",
            "cudnnBwdFilterAlgo",
            "cudnnBwdDataAlgo",
            "defaultValueOverriden",
            "defaultValueOverridden");

    /** What {@link Optimiser} and {@link Pass} look after, and the places of layers, which the layouts walk through. */
    private static final Set<String> SEEN_TO = Set.of(
            "iUpdater",
            "biasUpdater",
            "dataType",
            "layer",
            "variables",
            "confs",
            "inputPreProcessors",
            "vertices",
            "vertexInputs",
            "networkInputs",
            "networkOutputs",
            "defaultConfiguration",
            "topologicalOrder",
            "topologicalOrderStr",
            "iDropout",
            "regularization",
            "regularizationBias",
            "gradientNormalization",
            "gradientNormalizationThreshold");

    /** A class of layers as DL4J sets it up, the class that computes it and the fields a step reads. */
    private record Kind(NeuralNetConfiguration usual, String computedBy, Set<String> free) {
        static Map.Entry<Class<?>, Kind> of(
                org.deeplearning4j.nn.conf.layers.Layer usual, String computedBy, String... read) {
            var conf = new NeuralNetConfiguration.Builder().layer(usual).build();
            return entry(
                    usual.getClass(), new Kind(conf, "org.deeplearning4j.nn.layers." + computedBy, Known.free(read)));
        }
    }

    private static final Map<Class<?>, Kind> LAYERS = Map.ofEntries(
            Kind.of(new DenseLayer(), "feedforward.dense.DenseLayer", "nIn", "nOut", "hasBias", "activationFn"),
            Kind.of(new OutputLayer(), "OutputLayer", "nIn", "nOut", "hasBias", "activationFn", "lossFn"),
            Kind.of(new LossLayer(), "LossLayer", "nIn", "nOut", "activationFn", "lossFn"),
            Kind.of(new ActivationLayer(Activation.IDENTITY), "ActivationLayer", "activationFn"),
            Kind.of(new DropoutLayer(0.5), "DropoutLayer", "nIn", "nOut", "activationFn"),
            Kind.of(
                    new ConvolutionLayer.Builder(1, 1).build(),
                    "convolution.ConvolutionLayer",
                    "nIn",
                    "nOut",
                    "hasBias",
                    "activationFn",
                    "kernelSize",
                    "stride",
                    "padding"),
            Kind.of(
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).build(),
                    "convolution.subsampling.SubsamplingLayer",
                    "kernelSize",
                    "stride",
                    "padding",
                    "poolingType",
                    "pnorm",
                    "avgPoolIncludePadInDivisor"),
            Kind.of(new GlobalPoolingLayer(PoolingType.AVG), "pooling.GlobalPoolingLayer", "poolingDimensions"),
            Kind.of(
                    new BatchNormalization.Builder().build(),
                    "normalization.BatchNormalization",
                    // DL4J gives batch norm an activation that it never uses; gamma and beta are where they start
                    "nIn",
                    "nOut",
                    "activationFn",
                    "decay",
                    "useLogStd",
                    "eps",
                    "gamma",
                    "beta"));

    private static final Set<Class<?>> PENALTIES =
            Set.of(L1Regularization.class, L2Regularization.class, WeightDecay.class);

    private static final Map<String, String> WORDS = Map.of(
            "constraints", "constraints on its parameters",
            "weightNoise", "weight noise",
            "hasLayerNorm", "layer norm");

    private static final MultiLayerConfiguration STACK = new NeuralNetConfiguration.Builder()
            .list(new OutputLayer.Builder(new LossMSE()).nIn(1).nOut(2).build())
            .build();
    private static final ComputationGraphConfiguration GRAPH = new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("x")
            .addLayer("y", new OutputLayer.Builder(new LossMSE()).nIn(1).nOut(2).build(), "x")
            .setOutputs("y")
            .build();

    private Known() {}

    private static Set<String> free(String... read) {
        return Stream.of(Stream.of(read), WITHOUT_EFFECT.stream(), SEEN_TO.stream())
                .flatMap(names -> names)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Goes through all that is set in a net.
     *
     * @throws Unknown when there is something that only DL4J's own fit knows
     */
    static void check(Net net) {
        if (overrides(net.model().getClass())) {
            throw new Unknown(
                    "the net is of the class " + net.model().getClass().getSimpleName());
        }
        Object usual = net instanceof StackNet ? STACK : GRAPH;
        usual(net.configuration(), usual, free(), "the net's configuration");
        usual(net.model().conf(), STACK.getConf(0), free(), "the net's configuration");
        Layer[] layers = net.layers();
        for (int i = 0; i < layers.length; i++) {
            var kind = layer(layers[i].conf(), i);
            if (!layers[i].getClass().getName().equals(kind.computedBy)) {
                throw new Unknown(
                        "layer " + (i + 1) + " is a " + layers[i].getClass().getSimpleName());
            }
        }
        // a wrapper, as DL4J's frozen layers are, stands here alone: to those who ask, the layer inside answers
        for (int i = 0; i < net.confs().size(); i++) {
            layer(net.confs().get(i), i);
        }
    }

    /** Tells whether a class changes a method of DL4J's; one that only adds some is trained as DL4J's own. */
    private static boolean overrides(Class<?> net) {
        return !NETS.contains(net)
                && (Stream.of(net.getDeclaredMethods()).anyMatch(own -> overrides(own, net.getSuperclass()))
                        || overrides(net.getSuperclass()));
    }

    private static boolean overrides(Method own, Class<?> above) {
        return !Modifier.isStatic(own.getModifiers())
                && Stream.<Class<?>>iterate(above, type -> type != null, Class::getSuperclass)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .anyMatch(theirs -> theirs.getName().equals(own.getName())
                                && Arrays.equals(theirs.getParameterTypes(), own.getParameterTypes()));
    }

    private static Kind layer(NeuralNetConfiguration conf, int index) {
        var found = conf.getLayer();
        Kind kind = LAYERS.get(found.getClass());
        if (kind == null) {
            throw new Unknown(
                    "layer " + (index + 1) + " is a " + found.getClass().getSimpleName());
        }
        usual(conf, kind.usual, free(), name(conf, index));
        usual(found, kind.usual.getLayer(), kind.free, name(conf, index));
        if (found instanceof BaseLayer base
                && !(isKnown(base.getRegularization()) && isKnown(base.getRegularizationBias()))) {
            throw new Unknown(name(conf, index) + " has a penalty of its own");
        }
        return kind;
    }

    /** A penalty of a user's, or one that changes with time, may look at anything. */
    private static boolean isKnown(@Nullable List<Regularization> penalties) {
        return penalties == null || penalties.stream().allMatch(Known::isKnown);
    }

    private static boolean isKnown(Regularization penalty) {
        Object amount = penalty instanceof L1Regularization l1
                ? l1.getL1()
                : penalty instanceof L2Regularization l2
                        ? l2.getL2()
                        : penalty instanceof WeightDecay decay ? decay.getCoeff() : penalty;
        return PENALTIES.contains(penalty.getClass()) && amount instanceof FixedSchedule;
    }

    private static void usual(Object found, Object usual, Set<String> free, String where) {
        Settings.unusual(found, usual, free).ifPresent(field -> {
            throw new Unknown(where + " has " + WORDS.getOrDefault(field, "a setting of its own, " + field));
        });
    }

    private static String name(NeuralNetConfiguration conf, int index) {
        return "layer " + (index + 1) + " (" + conf.getLayer().getClass().getSimpleName() + ")";
    }
}
