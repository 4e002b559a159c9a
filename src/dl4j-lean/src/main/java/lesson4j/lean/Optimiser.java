package lesson4j.lean;

import static lesson4j.lean.Arguments.given;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * A DL4J optimiser at work on a net: what it remembers stays with the net, the learning rate is the fit's.
 *
 * <p>It touches nothing before {@link #begin}, so that a look at the net may make one too.
 */
public final class Optimiser {
    private final Net net;
    private final @Nullable IUpdater kind;
    private final Rate rate = new Rate();
    private final List<IUpdater> own = new ArrayList<>();
    private final ParameterUpdate update;
    private final @Nullable Rate inherited;
    private boolean fresh;

    private Optimiser(Net net, @Nullable IUpdater kind, boolean fresh, @Nullable Rate inherited) {
        this.net = net;
        this.update = new ParameterUpdate(net);
        this.kind = kind;
        this.fresh = fresh;
        this.inherited = inherited;
    }

    /**
     * Returns one of the given kind for all layers.
     *
     * @param fresh whether it starts from nothing even where the net remembers one of its kind
     * @throws IllegalArgumentException for one that DL4J itself cannot run, as its AdaBelief of 1.0.0-M2.1
     */
    public static Optimiser of(Net net, IUpdater kind, boolean fresh) {
        Updaters.check(kind);
        return new Optimiser(net, kind, fresh, null);
    }

    /** Returns the one that each layer brings with it: plain SGD unless the net's owner, or its file, said otherwise. */
    public static Optimiser own(Net net) {
        return new Optimiser(net, null, false, null);
    }

    /** Returns one that goes on as this would, on a copy of the net. */
    public Optimiser on(Net copy) {
        return new Optimiser(copy, kind, fresh, rate);
    }

    /**
     * Gives a net the optimisers that it was saved with, and what they remembered.
     *
     * @param kinds one per layer, null where the layer keeps its own
     * @param memory all numbers in DL4J's order, null for none
     * @return whether the memory fits; where it does not, the optimisers start afresh
     */
    public static boolean restore(Net net, List<@Nullable IUpdater> kinds, @Nullable INDArray memory) {
        Layer[] layers = given(net, "the net").layers();
        if (given(kinds, "the optimisers").size() != layers.length) {
            throw new IllegalArgumentException("Expected an optimiser for each of " + layers.length
                    + " layers but found " + kinds.size() + ". Give each layer one.");
        }
        for (int i = 0; i < layers.length; i++) {
            IUpdater kind = kinds.get(i);
            if (kind != null) {
                Updaters.replace(layers[i].conf().getLayer(), present -> kind);
            }
        }
        net.forgetUpdater();
        INDArray state = ParameterUpdate.blocks(net).getStateViewArray();
        boolean fits = (memory == null || memory.isEmpty()) == (state == null)
                && (memory == null || state == null || memory.length() == state.length());
        if (fits && memory != null && state != null) {
            state.assign(memory.castTo(state.dataType()).reshape(state.shape()));
        }
        return fits;
    }

    /** Forgets what it remembers before the next fit, as fastai does when layers are frozen or released. */
    public void restart() {
        fresh = true;
    }

    /**
     * Begins a fit: gives every layer this optimiser with the fit's rate; what it remembers of earlier fits is kept.
     *
     * @param shares how many times the rate each layer gets: 1 usually, 0 to leave it as it is
     */
    public void begin(ToDoubleFunction<Layer> shares) {
        given(shares, "the shares");
        boolean goesOn = !fresh && isOfThisKind();
        UpdaterState before = UpdaterState.of(net.updater(false));
        own.clear();
        for (Layer layer : net.layers()) {
            double share = shares.applyAsDouble(layer);
            Updaters.replace(layer.conf().getLayer(), present -> mine(present, share));
        }
        before.renew(net, goesOn);
        if (!goesOn) {
            net.setIterations(0); // a fresh optimiser counts its own steps: Adam's first ones are special
        }
        fresh = false;
        update.begin();
    }

    /** Returns whether each layer has an optimiser of this kind, whose memory this one can go on with. */
    private boolean isOfThisKind() {
        return present().allMatch(updater -> kindFor(updater).getClass().equals(updater.getClass()));
    }

    private Stream<IUpdater> present() {
        return Arrays.stream(net.layers())
                .flatMap(layer -> Updaters.of(layer.conf().getLayer()).stream());
    }

    /** Returns what a layer gets: an optimiser that another learner put there is not the net's own. */
    private IUpdater kindFor(IUpdater present) {
        if (kind != null) {
            return kind;
        }
        Rate other = Rate.at(present);
        return other == null || other.isOf(rate) || inherited != null && other.isOf(inherited) ? present : new Sgd();
    }

    private IUpdater mine(IUpdater present, double share) {
        IUpdater mine = kindFor(present).clone();
        if (mine.hasLearningRate()) {
            mine.setLrAndSchedule(Double.NaN, rate.times(share));
        } else if (share != 1 && !(mine instanceof NoOp)) {
            throw new IllegalStateException("Layers can be frozen, or learn slower than others, only with an optimiser"
                    + " that has a learning rate, but found " + mine.getClass().getSimpleName()
                    + ". Call learn.opt(new Adam()), or unfreeze().");
        }
        own.add(mine);
        return mine;
    }

    /** Returns a sentence where the fit's rate takes the place of those that layers bring, else nothing. */
    public Optional<String> replacedRates() {
        List<String> rates = kind != null
                ? List.of()
                : present()
                        .filter(updater -> updater.hasLearningRate() && !(Rate.schedule(updater) instanceof Rate))
                        .map(updater -> updater.getClass().getSimpleName() + " "
                                + (Rate.schedule(updater) == null
                                        ? (float) updater.getLearningRate(0, 0)
                                        : "by a schedule"))
                        .distinct()
                        .toList();
        boolean says = rates.size() > 1 || rates.stream().anyMatch(rate -> rate.endsWith("schedule"));
        return says
                ? Optional.of(
                        "The net's layers bring learning rates of their own (" + String.join(", ", rates)
                                + "); the fit's takes their place. To keep them, call learn.net().fit(dls.train().asIterator()).")
                : Optional.empty();
    }

    /** Returns its kind by name: "Adam", or "Adam, Sgd" where layers differ. */
    public String name() {
        return present()
                .map(updater -> kindFor(updater).getClass().getSimpleName())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    void rate(double lr) {
        rate.set(lr);
    }

    /** Sets the momentum of the steps to come, which Adam calls beta1; SGD has none. */
    void momentum(double momentum) {
        own.forEach(updater -> Updaters.setMomentum(updater, momentum));
    }

    /**
     * Moves the parameters one step against the gradient of the batch's mean loss, and counts the step.
     *
     * @return that loss before the step, with what l1, l2 and weight decay add
     */
    double step(Pass pass, MiniBatch batch, LossEnd loss) {
        double mean = update.step(pass, batch, loss);
        net.setIterations(net.iterations() + 1);
        return mean;
    }
}
