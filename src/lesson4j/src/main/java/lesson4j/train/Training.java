package lesson4j.train;

import static lesson4j.plot.Given.given;

import java.nio.file.Path;
import java.util.List;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.lean.Forward;
import lesson4j.lean.Net;
import lesson4j.lean.OneThread;
import lesson4j.lean.Optimiser;
import lesson4j.lean.Output;
import lesson4j.lean.TrainStep;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.Targets;
import lesson4j.plot.Show;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** How a learner's net is trained: by which optimiser and step, and how fast its parts learn. */
final class Training {
    private final Net net;
    private final Output output;
    private final ILossFunction loss;
    private Optimiser optimiser;
    private @Nullable IUpdater chosen;
    private boolean loaded;
    private boolean ownFit;
    private Groups groups = Groups.ONE;

    Training(Net net, Output output, ILossFunction loss) {
        this.net = net;
        this.output = output;
        this.loss = loss;
        this.optimiser = Optimiser.own(net);
        if (loss instanceof CustomLoss custom) {
            try (var look = new Look()) {
                custom.check(output.size());
            }
        }
    }

    /** Refuses examples by whose targets the loss cannot judge. */
    void check(DataLoader<Batch> loader) {
        Targets.check(loss, given(loader, "the loader").source(), output.size());
    }

    /** Chooses the optimiser. It starts afresh unless a file has just brought the memory of its kind. */
    void opt(IUpdater kind) {
        optimiser = Optimiser.of(net, kind, !loaded);
        chosen = kind;
    }

    void save(Path file) {
        synchronized (net.model()) { // a fit in another thread is between two steps
            SavedNet.write(net, file);
        }
    }

    /** Reads what was saved; the memory of the optimiser is for the next fit. */
    void load(Path file) {
        synchronized (net.model()) {
            SavedNet.readInto(net, file);
        }
        loaded = true;
        optimiser = chosen == null ? Optimiser.own(net) : Optimiser.of(net, chosen, false);
    }

    /** Freezes the body, where there is one. */
    void freeze() {
        if (!(net.model() instanceof ComputationGraph)) {
            Show.show(
                    "Nothing is frozen: a stack of layers is one group, as in fastai. A graph, such as resnet18(2), has"
                            + " a body and a head; DL4J's TransferLearning freezes single layers of a stack.");
        }
        restart(Groups.FROZEN);
    }

    void useDl4jFit() {
        ownFit = true;
    }

    /** Sets how fast the parts learn from now on. The optimiser forgets what it remembers, as fastai's does. */
    void restart(Groups newGroups) {
        groups = newGroups;
        optimiser.restart();
    }

    /** Goes on as another would, on a copy of its net. */
    void follow(Training other) {
        optimiser = other.optimiser.on(net);
        groups = other.groups;
        ownFit = other.ownFit;
    }

    /** Returns what a look at the net computes by. */
    Forward forward() {
        return ownFit ? Forward.byDl4j(output) : Forward.of(output);
    }

    /** Returns the step that the next fit takes; net and optimiser stay as they are. */
    TrainStep step() {
        return ownFit ? TrainStep.byDl4j(output, optimiser) : TrainStep.of(output, optimiser);
    }

    /** Returns the step for a fit on batches of a loader, for which net and optimiser are made ready. */
    TrainStep begin(DataLoader<Batch> loader) {
        TrainStep step = checked(loader);
        output.install();
        optimiser.begin(groups.shares(net));
        loaded = false;
        return step;
    }

    /** Refuses batches that the net cannot be trained on, before anything has changed. */
    private TrainStep checked(DataLoader<Batch> loader) {
        TrainStep step = step();
        int over = loader.size() % loader.batchSize();
        step.check(over == 0 ? loader.batchSize() : over);
        return step;
    }

    /** Trains, and says before what a reader would not expect of it. */
    void fit(Learner learner, List<Callback> callbacks, int epochs, double lr) {
        Fit.check(epochs, lr);
        SavedNet.warn(net, loss);
        optimiser.replacedRates().ifPresent(Show::show);
        try (var one = new OneThread()) {
            new Fit(learner, begin(learner.dls().train()), callbacks, epochs, lr, true).run();
        }
    }

    /** Trains the head alone for an epoch, then all parts, the body slower. */
    void fineTune(Learner learner, int epochs, double lr) {
        Fit.check(epochs, lr);
        checked(learner.dls().train());
        Groups before = groups;
        try {
            restart(Groups.FROZEN);
            learner.fit(1, lr, List.of(Schedule.oneCycle(lr, 0.99, 25)));
            restart(Groups.FINE);
            learner.fit(epochs, lr / 2, List.of(Schedule.oneCycle(lr / 2, 0.3, 5)));
        } finally {
            groups = before;
        }
    }

    /** Returns the net as one of DL4J's two kinds, or says what it is. */
    <T> T model(Class<T> kind, String otherwise) {
        if (kind.isInstance(net.model())) {
            return kind.cast(net.model());
        }
        throw new IllegalStateException(otherwise);
    }

    Predictor predictor(DataLoaders dls) {
        return new Predictor(forward(), output, dls.train().source());
    }

    String optimiserName() {
        return optimiser.name();
    }
}
