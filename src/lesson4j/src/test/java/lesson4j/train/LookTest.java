package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lesson4j.data.DataLoaders;
import lesson4j.data.Seed;
import lesson4j.lean.FastaiAdam;
import lesson4j.lean.SgdMomentum;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** A look is no training: whatever is looked at between or within fits, the fits give the same to the last digit. */
class LookTest {

    enum Kind {
        DENSE,
        DROPOUT,
        CONVOLUTION,
        LISTENED
    }

    enum Opt {
        NONE(() -> null),
        SGD(Sgd::new),
        MOMENTUM(Nesterovs::new),
        SGD_MOMENTUM(SgdMomentum::new),
        ADAM(Adam::new),
        FASTAI_ADAM(FastaiAdam::new),
        ADA_MAX(AdaMax::new),
        NADAM(Nadam::new),
        AMS_GRAD(AMSGrad::new),
        ADA_GRAD(AdaGrad::new),
        ADA_DELTA(AdaDelta::new),
        RMS_PROP(RmsProp::new);

        private final Supplier<IUpdater> make;

        Opt(Supplier<IUpdater> make) {
            this.make = make;
        }
    }

    enum Look {
        VALIDATE(Learner::validate),
        VALIDATE_TRAIN(learn -> learn.validate(learn.dls().train())),
        PREDICT(learn -> learn.predict(learn.dls().valid().oneBatch().x().getRow(0))),
        GET_PREDS(Learner::getPreds),
        GET_PREDS_TRAIN(learn -> learn.getPreds(learn.dls().train())),
        GET_PREDS_BATCH(learn -> learn.getPreds(learn.dls().oneBatch())),
        GET_PREDS_ARRAY(learn -> learn.getPreds(learn.dls().oneBatch().x())),
        INTERPRET(learn -> Interpretation.of(learn).plotTopLosses(3)),
        INTERPRET_TRAIN(learn -> Interpretation.of(learn, learn.dls().train()).confusionMatrix()),
        SUMMARY(Learner::summary),
        LR_FIND(Learner::lrFind),
        SHOW_BATCH(learn -> learn.dls().showBatch()),
        ITERATOR(learn -> assertThat(learn.dls().train().asIterator().hasNext()).isTrue()),
        LABELS(learn -> learn.dls().train().asIterator().getLabels()),
        SAVE(LookTest::save),
        OUTPUT(learn -> learn.net().output(learn.dls().valid().oneBatch().x())),
        OTHER_LEARNER(learn -> new Learner(learn.dls(), Nets.copy(learn.net()), new CrossEntropy()).lrFind()),
        COPY(learn -> Nets.copy(learn.net()));

        private final Consumer<Learner> at;

        Look(Consumer<Learner> at) {
            this.at = at;
        }
    }

    private static void save(Learner learn) {
        try {
            Path file = Files.createTempFile("look", ".zip");
            learn.save(file);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a fit leaves behind. */
    private record Trace(List<Double> losses, INDArray params, INDArray memory, int steps, int epochs, int heard) {}

    @Property(tries = 40)
    void fitsGiveTheSameWhateverIsLookedAtBetweenThem(
            @ForAll Kind kind, @ForAll Opt opt, @ForAll @Size(min = 1, max = 4) List<Look> looks) {
        assertSame(fits(kind, opt, looks, false), fits(kind, opt, List.of(), false));
    }

    @Property(tries = 25)
    void aFitGivesTheSameWhateverIsLookedAtWithinIt(
            @ForAll Kind kind, @ForAll Opt opt, @ForAll @Size(min = 1, max = 2) List<Look> looks) {
        assertSame(fits(kind, opt, looks, true), fits(kind, opt, List.of(), true));
    }

    private static void assertSame(Trace looked, Trace alone) {
        assertThat(looked.losses).isEqualTo(alone.losses);
        assertThat(looked).isEqualTo(alone);
    }

    private static Trace fits(Kind kind, Opt opt, List<Look> looks, boolean within) {
        Seed.set(7);
        var listener = new Listener();
        Learner learn = learner(kind, listener);
        IUpdater updater = opt.make.get();
        if (updater != null) {
            learn.opt(updater);
        }
        Nd4j.getRandom().setSeed(11);
        List<Double> losses = new ArrayList<>();
        if (within) {
            learn.with(looking(looks));
        }
        for (int fit = 0; fit < 2; fit++) {
            learn.fit(2, 0.01);
            losses.addAll(learn.recorder().losses());
            losses.add(learn.recorder().last("valid_loss"));
            if (!within) {
                looks.forEach(look -> look.at.accept(learn));
            }
        }
        var state = learn.anyNet().updater(true).getStateViewArray();
        return new Trace(
                losses,
                learn.net().params().dup(),
                state == null ? Nd4j.empty() : state.dup(),
                learn.anyNet().iterations(),
                learn.anyNet().epochs(),
                listener.heard);
    }

    private static Callback looking(List<Look> looks) {
        return new Callback() {
            @Override
            public void beforeBatch(Fit fit) {
                if (fit.batch() == 1) {
                    looks.forEach(look -> look.at.accept(fit.learner()));
                }
            }

            @Override
            public void afterEpoch(Fit fit) {
                looks.forEach(look -> look.at.accept(fit.learner()));
            }
        };
    }

    private static Learner learner(Kind kind, Listener listener) {
        DataLoaders dls = Drawn.loaders();
        MultiLayerNetwork net = switch (kind) {
            case DENSE -> Nets.simpleNet(16, 8, 3);
            case LISTENED -> Nets.simpleNet(16, 8, 3);
            case DROPOUT -> Drawn.dropout();
            case CONVOLUTION ->
                Nets.sequential(
                        InputType.convolutionalFlat(4, 4, 1),
                        Nets.nnConv2d(1, 3, 3, 2),
                        Nets.nnBatchNorm2d(3),
                        Nets.nnReLU(),
                        Nets.nnConv2d(3, 3, 3, 2));
        };
        if (kind == Kind.LISTENED) {
            net.setListeners(listener);
        }
        return new Learner(dls, net, new CrossEntropy(), Metrics.accuracy()).quiet();
    }

    private static final class Listener extends BaseTrainingListener {
        private int heard;

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            heard++;
        }
    }

    @Test
    void aLookLeavesTheRateOfTheLastFit() {
        Learner learn = Drawn.learner();
        learn.fit(1, 0.1);

        learn.validate();
        learn.lrFind();

        assertThat(learn.net().getLearningRate(0)).isEqualTo(0.1);
    }

    @Test
    void aLookThroughAnotherLearnerLeavesTheLossOfTheFit() {
        Learner learn = Drawn.learner();
        Learner other = new Learner(learn.dls(), Nets.copy(learn.net()), new CrossEntropy());
        var before = learn.net().getLayerWiseConfigurations().toJson();

        other.validate();
        learn.summary();
        Interpretation.of(learn);

        assertThat(learn.net().getLayerWiseConfigurations().toJson()).isEqualTo(before);
    }
}
