package lesson4j.train;

import java.util.Optional;
import lesson4j.step.Net;
import lesson4j.step.Optimiser;
import lesson4j.step.Output;
import lesson4j.step.Steps;
import lesson4j.step.TrainStep;
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
    }

    /** Chooses the optimiser, which starts afresh unless a file has just brought the memory of one of its kind. */
    void opt(IUpdater kind) {
        optimiser = Optimiser.of(net, kind, !loaded);
        chosen = kind;
    }

    /** Notes that a file has brought the memory of an optimiser. */
    void loaded() {
        loaded = true;
        optimiser = chosen == null ? Optimiser.own(net) : Optimiser.of(net, chosen, false);
    }

    void useDl4jFit() {
        ownFit = true;
    }

    Groups groups() {
        return groups;
    }

    /** Sets how fast the parts learn from now on; the optimiser forgets what it remembers, as fastai's does. */
    void restart(Groups newGroups) {
        groups = newGroups;
        optimiser.restart();
    }

    /** Sets how fast the parts learn from now on. */
    void goOn(Groups newGroups) {
        groups = newGroups;
    }

    /** Goes on as another would, on a copy of its net. */
    void follow(Training other) {
        optimiser = other.optimiser.on(net);
        groups = other.groups;
        ownFit = other.ownFit;
    }

    /** Returns the step for a look, which leaves net and optimiser as they are. */
    TrainStep step() {
        return ownFit ? Steps.fit(net, output, optimiser) : Steps.choose(net, output, loss, optimiser);
    }

    /** Returns the step for a fit, for which net and optimiser are made ready. */
    TrainStep begin() {
        TrainStep step = step();
        output.install();
        optimiser.begin(groups.shares(net));
        loaded = false;
        return step;
    }

    String optimiserName() {
        return optimiser.name();
    }

    Optional<String> replacedRates() {
        return optimiser.replacedRates();
    }
}
