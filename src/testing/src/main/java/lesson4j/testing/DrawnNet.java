package lesson4j.testing;

import java.util.Random;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Draws what can be set in a net of DL4J; the same seed draws the same, whatever the optimiser is. */
public class DrawnNet {
    final Random random;
    public final StringBuilder story = new StringBuilder();
    private final IUpdater updater;
    private final boolean own;
    private final boolean plain;

    /**
     * Begins a net.
     *
     * @param updater what all layers get
     * @param own whether layers may bring updaters and rates of their own, which a Learner replaces
     */
    DrawnNet(long seed, IUpdater updater, boolean own) {
        this.random = new Random(seed);
        this.updater = updater;
        this.own = own;
        this.plain = random.nextInt(100) < 60;
    }

    boolean odds(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Odds for what is not in a plain net. */
    boolean odd(int percent, String what) {
        boolean yes = odds(2 * percent) && !plain;
        if (yes) {
            story.append(what).append("; ");
        }
        return yes;
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    IActivation activation() {
        if (odd(5, "ReLU of its own")) {
            return one(
                    new ActivationReLU(1.0, null, null),
                    new ActivationReLU(null, 0.1, null),
                    new ActivationReLU(null, null, 0.2));
        }
        Activation drawn = one(Activation.IDENTITY, Activation.RELU, Activation.SIGMOID, Activation.TANH);
        if (odds(25)) {
            drawn = one(
                    Activation.LEAKYRELU,
                    Activation.ELU,
                    Activation.SELU,
                    Activation.RELU6,
                    Activation.SOFTPLUS,
                    Activation.SOFTSIGN,
                    Activation.HARDSIGMOID,
                    Activation.HARDTANH,
                    Activation.RECTIFIEDTANH,
                    Activation.CUBE);
        }
        drawn = odd(8, "activation") ? one(Activation.values()) : drawn;
        story.append(drawn).append(' ');
        return drawn == Activation.LEAKYRELU && odds(50)
                ? new ActivationLReLU(one(0.1, 0.3, 1.5))
                : drawn.getActivationFunction();
    }

    /** Everything that holds for the net as a whole. */
    NeuralNetConfiguration.Builder global(long start) {
        var b = new NeuralNetConfiguration.Builder()
                .seed(start)
                .weightInit(WeightInit.XAVIER)
                .updater(updater);
        b = odd(4, "miniBatch(false)") ? b.miniBatch(false) : b;
        b = odd(4, "minimize(false)") ? b.minimize(false) : b;
        b = odd(4, "algorithm") ? b.optimizationAlgo(one(OptimizationAlgorithm.values())) : b;
        b = odd(3, "stepFunction") ? b.stepFunction(new NegativeGradientStepFunction()) : b;
        b = odd(3, "line search") ? b.maxNumLineSearchIterations(2) : b;
        b = odds(5) ? b.l2(0.01) : b;
        b = odds(5) ? b.l1(0.01) : b;
        b = odds(5) ? b.weightDecay(0.01) : b;
        b = odds(5) ? b.dropOut(0.8) : b;
        b = odd(3, "noise everywhere") ? b.weightNoise(new DropConnect(0.8)) : b;
        b = odd(3, "constraints everywhere") ? b.constrainAllParameters(new MaxNormConstraint(0.5, 1)) : b;
        b = odds(8)
                ? b.gradientNormalization(one(GradientNormalization.values())).gradientNormalizationThreshold(0.01)
                : b;
        b = odd(4, "Same everywhere") ? b.convolutionMode(ConvolutionMode.Same) : b;
        b = odd(4, "Strict everywhere") ? b.convolutionMode(ConvolutionMode.Strict) : b;
        b = odd(4, "biasInit") ? b.biasInit(0.3) : b;
        // what changes no fit, so that plain nets may have it too
        b = odds(10) ? b.cacheMode(CacheMode.DEVICE) : b;
        b = odds(10) ? b.trainingWorkspaceMode(WorkspaceMode.NONE) : b;
        b = odds(10) ? b.inferenceWorkspaceMode(WorkspaceMode.NONE) : b;
        return odds(10) ? b.dataType(DataType.DOUBLE) : b;
    }

    /** Everything that holds for a layer with weights. */
    <B extends BaseLayer.Builder<?>> B odder(B b) {
        if (odds(12)) {
            story.append("drops ");
            b.dropOut(one(0.5, 0.8));
        }
        if (odd(5, "dropout")) {
            b.dropOut(one(
                    new Dropout(0.7),
                    new Dropout(new StepSchedule(ScheduleType.ITERATION, 0.9, 0.9, 3)),
                    new GaussianDropout(0.3),
                    new AlphaDropout(0.8),
                    new GaussianNoise(0.1)));
        }
        if (odds(8)) {
            b.l1(0.01).l2(0.02);
        }
        if (odds(8)) {
            b.l1Bias(0.02).l2Bias(0.01);
        }
        if (odds(8)) {
            b.weightDecay(0.02, odds(50));
            b.weightDecayBias(0.01);
        }
        if (odds(8)) {
            b.gradientNormalization(one(GradientNormalization.values())).gradientNormalizationThreshold(0.02);
        }
        if (odd(3, "constraint")) {
            b.constrainWeights(
                    one(new MaxNormConstraint(0.4, 1), new NonNegativeConstraint(), new UnitNormConstraint(1)));
        }
        if (odd(3, "bias constraint")) {
            b.constrainBias(new NonNegativeConstraint());
        }
        if (odd(3, "noise")) {
            b.weightNoise(one(
                    new DropConnect(0.9),
                    new WeightNoise(new org.deeplearning4j.nn.conf.distribution.NormalDistribution(0, 0.1))));
        }
        if (odd(6, "own updater")) {
            IUpdater of = one(new Sgd(new StepSchedule(ScheduleType.ITERATION, 0.5, 0.5, 3)), new Adam(0.3));
            b.updater(own ? of : updater).biasUpdater(own ? new Nesterovs(0.2, 0.5) : null);
        }
        return b;
    }

    /** Draws an optimiser; where rounding is all that is left of a gradient, eps holds Adam back. */
    public static IUpdater updater(Random random, double lr) {
        IUpdater drawn = switch (random.nextInt(6)) {
            case 0 -> new Nesterovs(lr, 0.9);
            case 1 -> Adam.builder().epsilon(1e-2).build();
            case 2 -> new RmsProp(lr, 0.9, 1e-2);
            case 3 -> new AdaGrad(lr, 1e-2);
            default -> new Sgd(lr);
        };
        drawn.setLrAndSchedule(lr, (ISchedule) null);
        return drawn;
    }
}
