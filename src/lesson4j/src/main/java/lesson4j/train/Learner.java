package lesson4j.train;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.lean.Forward;
import lesson4j.lean.Net;
import lesson4j.lean.Output;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Data, net, loss, optimiser and metrics together, as in fastai.
 *
 * <p>{@code new Learner(dls, Nets.simpleNet(784, 30, 1), new MnistLoss(), batchAccuracy()).fit(40, 0.1);} trains with
 * plain SGD, which is fastai's {@code opt_func=SGD}; {@link #opt} takes any of DL4J's optimisers. The net stays DL4J's
 * own: {@link #net} can be used with everything in DL4J. Explained in notebook 03.
 */
public final class Learner {
    private final DataLoaders dls;
    private final Net net;
    private final ILossFunction loss;
    private final List<Metric> metrics;
    private final Output output;
    private final Training training;
    private final Recorder recorder;
    private final List<Callback> callbacks = new ArrayList<>();
    private boolean quiet;

    /**
     * Puts the parts together, and sets the loss with its activation as the net's last layer.
     *
     * @param dls what to train on and what to validate with
     * @param net a DL4J net that ends in raw outputs; its parameters are trained in place
     * @param loss one of the lesson's, or any {@code ILossFunction} of DL4J
     * @param metrics figures for people, such as {@code accuracy()}
     * @throws IllegalArgumentException when the loss cannot judge by these targets, or the net gives another number
     */
    public Learner(DataLoaders dls, MultiLayerNetwork net, ILossFunction loss, Metric... metrics) {
        this(dls, Net.of(net), loss, metrics);
    }

    /** Does the same for a graph with one input and one output, such as a residual net. */
    public Learner(DataLoaders dls, ComputationGraph graph, ILossFunction loss, Metric... metrics) {
        this(dls, Net.of(graph), loss, metrics);
    }

    private Learner(DataLoaders dls, Net net, ILossFunction loss, Metric[] metrics) {
        this.dls = given(dls, "the data");
        this.net = net;
        this.loss = given(loss, "the loss");
        this.metrics = each(metrics, "the metrics");
        this.output = Ends.of(net, loss);
        this.training = new Training(net, output, loss);
        this.recorder = new Recorder(this.metrics);
        training.check(dls.train());
        training.check(dls.valid());
        output.install();
    }

    /**
     * Chooses the optimiser: {@code learn.opt(new Adam())}; fit brings the learning rate.
     *
     * <p>It starts afresh, its count of steps too, unless {@link #load} has just brought the memory of one of its kind.
     * Without a choice each layer keeps the kind that the net was configured with, which for the lesson's nets is SGD.
     */
    public Learner opt(IUpdater newOptimiser) {
        training.opt(newOptimiser);
        return this;
    }

    /** Chooses fastai's optimiser of a name, "sgd", "momentum" (0.9) or "adam": {@code learn.opt("adam")}. */
    public Learner opt(String name) {
        return opt(Optimisers.named(name));
    }

    /** Adds callbacks to all fits from now on. */
    public Learner with(Callback... more) {
        callbacks.addAll(each(more, "the callbacks"));
        return this;
    }

    /** Trains from now on by DL4J's own fit, for a comparison: the result is the same, the time is not. */
    public Learner useDl4jFit() {
        training.useDl4jFit();
        return this;
    }

    /** Trains from now on without a table: {@code learn.quiet().fit(40, 0.05);}. */
    public Learner quiet() {
        quiet = true;
        return this;
    }

    /**
     * Trains for some epochs with a constant learning rate, and shows a table that grows with them.
     *
     * @param epochs how often all training examples are gone through, 1 or more
     * @param lr the learning rate: each step subtracts {@code lr · gradient} of the batch's mean loss
     * @throws TrainingStopped when it is interrupted; the parameters so far are kept
     * @throws IllegalStateException when the loss becomes NaN or infinite
     */
    public void fit(int epochs, double lr) {
        fit(epochs, lr, List.of());
    }

    /** Trains with further callbacks for this fit only: {@code learn.fit(40, 0.1, List.of(new EarlyStopping(3)))}. */
    public void fit(int epochs, double lr, List<Callback> more) {
        List<Callback> all = new ArrayList<>(List.of(recorder, new NanGuard()));
        if (!quiet) {
            all.add(new TrainingTable(recorder));
        }
        all.addAll(callbacks);
        all.addAll(each(more, "the callbacks"));
        all.sort(Comparator.comparingInt(Callback::order));
        training.fit(this, all, epochs, lr);
    }

    /**
     * Trains with fastai's one-cycle schedule: the rate rises from lrMax/25 for a quarter of the steps, then falls.
     *
     * @param epochs how often all training examples are gone through
     * @param lrMax the highest learning rate
     */
    public void fitOneCycle(int epochs, double lrMax) {
        fit(epochs, lrMax, List.of(Schedule.oneCycle(lrMax)));
    }

    /**
     * Trains as fastai's {@code fine_tune}: one epoch whose rate rises to lr, then {@code epochs} at half of it.
     *
     * <p>First the body of a graph is frozen, all but its batch norm, then it learns at a hundredth of the rate. The
     * optimiser starts afresh for each, the recorder keeps the second. In a stack of layers nothing is frozen.
     */
    public void fineTune(int epochs, double lr) {
        training.fineTune(this, epochs, lr);
    }

    /**
     * Tries ever larger learning rates, as fastai's {@code lr_find}, and leaves the net as it was.
     *
     * <p>{@code var found = learn.lrFind();} shows the curve; {@code found.valley()} is fastai's suggestion.
     */
    public LrFinder lrFind() {
        return LrFinder.run(this);
    }

    /**
     * Leaves the body of a graph as it is from now on, all but its batch norm. The optimiser forgets what it remembers.
     *
     * <p>A stack of layers is one group, as in fastai: nothing of it is frozen, and a line says so.
     */
    public Learner freeze() {
        training.freeze();
        return this;
    }

    /** Trains all layers from now on; the optimiser forgets what it remembers. */
    public Learner unfreeze() {
        training.restart(Groups.ONE);
        return this;
    }

    Training training() {
        return training;
    }

    /** Returns a learner in the same state on a copy of the net, for a trial that leaves this as it is. */
    Learner trial() {
        var trial = new Learner(dls, net.copy(), loss, metrics.toArray(Metric[]::new));
        trial.training.follow(training);
        return trial;
    }

    /** Returns the validation loss and metrics: {@code {valid_loss=0.0206, batch_accuracy=0.9828}}. */
    public Map<String, Double> validate() {
        return validate(dls.valid());
    }

    /** Returns the same for another loader, such as one over the held-out test set. */
    public Map<String, Double> validate(DataLoader<Batch> loader) {
        training.check(loader);
        return evaluation().validate(loader);
    }

    /** Returns predictions and targets of the validation part, after the loss's activation. */
    public Preds getPreds() {
        return getPreds(dls.valid());
    }

    /** Returns predictions and targets of any loader, in its order. */
    public Preds getPreds(DataLoader<Batch> loader) {
        return evaluation().preds(loader);
    }

    /** Returns predictions and targets of one batch: {@code learn.getPreds(dls.valid().oneBatch())}. */
    public Preds getPreds(Batch batch) {
        return evaluation().preds(List.of(given(batch, "the batch")));
    }

    Evaluation evaluation() {
        return evaluation(training.forward());
    }

    Evaluation evaluation(Forward forward) {
        return new Evaluation(forward, output, loss, metrics);
    }

    /**
     * Returns predictions for inputs: {@code [n, outputs]}, after the loss's activation.
     *
     * @param x {@code [n, features]}, or one or n pictures of any shape; bytes 0..255 are scaled as the training data were
     * @throws IllegalArgumentException when they cannot be of the kind that the net was trained on
     */
    public INDArray getPreds(INDArray x) {
        return training.predictor(dls).preds(x);
    }

    /**
     * Returns what the net says about one picture.
     *
     * @param image {@code [28, 28]} or {@code [784]}, as the training data: 0..1, or bytes 0..255, which are scaled so
     * @throws IllegalArgumentException when it cannot be of the kind that the net was trained on
     */
    public Prediction predict(INDArray image) {
        return training.predictor(dls).predict(image);
    }

    /** Returns the figures of the last fit. */
    public Recorder recorder() {
        return recorder;
    }

    /** Returns DL4J's own net, with the loss's activation on its last layer; throws when it is a graph. */
    public MultiLayerNetwork net() {
        return training.model(MultiLayerNetwork.class, "This learner trains a ComputationGraph. Call learn.graph().");
    }

    /** Returns DL4J's own graph, with the loss's activation on its last layer; throws when it is no graph. */
    public ComputationGraph graph() {
        return training.model(ComputationGraph.class, "This learner trains a MultiLayerNetwork. Call learn.net().");
    }

    /** Returns the net of either kind. */
    public Net anyNet() {
        return net;
    }

    /** Returns the data. */
    public DataLoaders dls() {
        return dls;
    }

    /** Returns the loss. */
    public ILossFunction loss() {
        return loss;
    }

    /** Returns the parts as text: layers with shapes and parameters, loss, optimiser, and which training step is used. */
    public String summary() {
        return Summary.of(this, training.optimiserName(), training.step());
    }

    @Override
    public String toString() {
        return summary();
    }

    /**
     * Writes the net with its optimiser's state to a file that {@link #load} and DL4J can read.
     *
     * @throws IllegalStateException when a part cannot be written, of which fit warns before it trains
     */
    public void save(Path file) {
        training.save(file);
    }

    /**
     * Reads parameters written by {@link #save} into this learner's net, with what its optimiser remembered.
     *
     * <p>The next fit goes on as the saved one would have, fastai's {@code load(…, with_opt=True)}; after {@code opt} with
     * an optimiser of another kind it starts that one afresh.
     *
     * @throws IllegalArgumentException when the file holds another net, or anything that is not a net
     */
    public void load(Path file) {
        training.load(file);
    }
}
