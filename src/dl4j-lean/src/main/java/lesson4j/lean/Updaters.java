package lesson4j.lean;

import static lesson4j.lean.Arguments.given;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The optimisers that stand in the configuration of a layer, wherever its kind keeps them. */
final class Updaters {
    private Updaters() {}

    /** Refuses an optimiser that fails on two parameters, before a net has it. */
    static void check(IUpdater kind) {
        given(kind, "the optimiser");
        try {
            int n = 2;
            long size = kind.stateSize(n);
            INDArray memory = size == 0 ? null : Nd4j.zeros(DataType.FLOAT, size);
            kind.clone().instantiate(memory, true).applyUpdater(Nd4j.ones(DataType.FLOAT, n), 0, 0);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Expected an optimiser that DL4J can run but found "
                            + kind.getClass().getSimpleName() + ", which fails on two parameters ("
                            + e.getMessage() + "). Take another, such as new Adam().",
                    e);
        }
    }

    /** Returns the optimiser of a layer's weights, or nothing where it has none of its own. */
    static Optional<IUpdater> of(Layer conf) {
        if (conf instanceof BaseLayer base) {
            return Optional.of(base.getIUpdater() == null ? new Sgd() : base.getIUpdater());
        }
        if (conf instanceof AbstractSameDiffLayer formula) {
            return Optional.of(formula.getUpdater() == null ? new Sgd() : formula.getUpdater());
        }
        if (conf instanceof BaseWrapperLayer wrapper) {
            return of(wrapper.getUnderlying());
        }
        return conf instanceof Bidirectional both ? of(both.getFwd()) : Optional.empty();
    }

    /**
     * Puts other optimisers in place of a layer's.
     *
     * @param other gives the new one for each that stands there; biases keep one of their own if they had it
     */
    static void replace(Layer conf, UnaryOperator<IUpdater> other) {
        if (conf instanceof BaseLayer base) {
            base.setIUpdater(other.apply(of(base).orElseThrow()));
            base.setBiasUpdater(bias(base.getBiasUpdater(), other));
        } else if (conf instanceof AbstractSameDiffLayer formula) {
            formula.setUpdater(other.apply(of(formula).orElseThrow()));
            formula.setBiasUpdater(bias(formula.getBiasUpdater(), other));
        } else if (conf instanceof BaseWrapperLayer wrapper) {
            replace(wrapper.getUnderlying(), other);
        } else if (conf instanceof Bidirectional both) {
            replace(both.getFwd(), other);
            replace(both.getBwd(), other);
        }
    }

    private static @Nullable IUpdater bias(@Nullable IUpdater present, UnaryOperator<IUpdater> other) {
        return present == null ? null : other.apply(present);
    }

    /** Sets the momentum, which Adam and its kin call beta1; plain SGD and the others have none. */
    static void setMomentum(IUpdater updater, double momentum) {
        if (updater instanceof Nesterovs nesterovs) {
            nesterovs.setMomentumISchedule(null);
            nesterovs.setMomentum(momentum);
        } else if (updater instanceof SgdMomentum sgd) {
            sgd.setMomentum(momentum);
        } else if (updater instanceof Adam adam) {
            adam.setBeta1(momentum);
        } else if (updater instanceof AMSGrad adam) {
            adam.setBeta1(momentum);
        } else if (updater instanceof AdaBelief adam) {
            adam.setBeta1(momentum);
        } else if (updater instanceof AdaMax adam) {
            adam.setBeta1(momentum);
        } else if (updater instanceof Nadam adam) {
            adam.setBeta1(momentum);
        }
    }
}
