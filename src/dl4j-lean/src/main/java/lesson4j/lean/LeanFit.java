package lesson4j.lean;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A fit that does what DL4J's own does, with gradients computed by a pass of ours. */
final class LeanFit {
    /** What a listener overrides that asks for what no pass of ours keeps. */
    private static final List<String> INSIGHTS = List.of("onForwardPass", "onGradientCalculation", "onBackwardPass");

    private final Net net;
    private final Pass pass;
    private final int outputs;
    private final LossEnd loss;
    private final ParameterUpdate update;
    private final Collection<TrainingListener> listeners;
    private final boolean drops;
    private final int fewest;

    private LeanFit(Net net, Pass pass, Output output) {
        this.net = net;
        this.pass = pass;
        this.outputs = output.size();
        this.loss = new LossEnd(output);
        this.update = new ParameterUpdate(net);
        this.listeners = net.listeners();
        this.drops = Arrays.stream(net.layers())
                .anyMatch(layer -> layer.conf().getLayer().getIDropout() != null);
        this.fewest = LoneNumbers.in(net).isPresent() ? 2 : 1;
    }

    /**
     * Begins a fit, and leaves the net as it is.
     *
     * @throws Unknown when only DL4J's own fit is right for the net
     */
    static LeanFit of(Supplier<Net> model) {
        Net net;
        Output output;
        Pass pass;
        try {
            net = model.get();
            pass = Pass.of(net);
            output = Output.of(net);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Unknown("it is not put together as our steps know: " + e.getMessage());
        }
        PoolWindows.check(net);
        net.listeners().forEach(LeanFit::check);
        return new LeanFit(net, pass, output);
    }

    private static void check(TrainingListener listener) {
        for (Class<?> type = listener.getClass(); type != null; type = type.getSuperclass()) {
            boolean dl4js = type.getName().startsWith("org.deeplearning4j.optimize.api.");
            for (var method : type.getDeclaredMethods()) {
                if (!dl4js && INSIGHTS.contains(method.getName())) {
                    throw new Unknown("its " + listener.getClass().getSimpleName() + " asks for " + method.getName());
                }
            }
        }
    }

    void epoch(DataSetIterator iterator) {
        if (!iterator.hasNext() && iterator.resetSupported()) {
            iterator.reset();
        }
        listeners.forEach(listener -> listener.onEpochStart(net.model()));
        update.begin();
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            if (batch.getFeatures() == null || batch.getLabels() == null) {
                break;
            }
            step(batch);
        }
        listeners.forEach(listener -> listener.onEpochEnd(net.model()));
        net.endEpoch();
    }

    private void step(DataSet batch) {
        if (!isPlain(batch)) {
            net.fit(batch);
            return;
        }
        net.setScore(update.step(pass, MiniBatch.of(batch.getFeatures(), batch.getLabels()), loss));
        if (!listeners.isEmpty()) {
            tell(batch);
        }
        net.setIterations(net.iterations() + 1);
    }

    /** A listener may ask for the batch, and may set another learning rate. */
    private void tell(DataSet batch) {
        net.setBatch(batch);
        listeners.forEach(listener -> listener.iterationDone(net.model(), net.iterations(), net.epochs()));
        update.begin();
    }

    /** Masks, another shape, one example without spread, or another order of drops are for DL4J to judge. */
    private boolean isPlain(DataSet batch) {
        INDArray x = batch.getFeatures();
        INDArray y = batch.getLabels();
        OptionalLong inputs = net.inputs();
        return !batch.hasMaskArrays()
                && x.rank() == 2
                && y.rank() == 2
                && x.size(0) == y.size(0)
                && x.size(0) >= fewest
                && (!drops || x.ordering() == 'c')
                && (inputs.isEmpty() || inputs.getAsLong() == x.size(1))
                && y.size(1) == outputs;
    }
}
