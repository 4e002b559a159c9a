package lesson4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lesson4j.plot.Charts;
import lesson4j.plot.Plot;
import lesson4j.plot.Showable;

/**
 * Which learning rates help and which are too high: {@code learn.lrFind()} shows the loss over the rate.
 *
 * <p>One batch after another is trained on with a rate that grows from 1e-7 to 10 in a hundred steps, until the loss is
 * four times its best (Smith 2015, as in fastai's {@code lr_find}). Where the best is below 0, four times that says
 * nothing: there it ends three times the loss's fall, or three times the size of its best, above it. A copy of the net is
 * trained.
 */
public final class LrFinder implements Callback, Showable {
    private static final int STEPS = 100;
    private static final double FIRST = 1e-7;
    private static final double LAST = 10;
    private static final int LEFT_OUT_AT_END = 5;

    private final List<Double> lrs = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final SmoothLoss smooth = new SmoothLoss();
    private double best = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double fall;

    private LrFinder() {}

    static LrFinder run(Learner learner) {
        var finder = new LrFinder();
        int epochs = STEPS / learner.dls().train().batches() + 1;
        try (var look = new Look()) {
            Learner trial = learner.trial();
            new Fit(trial, trial.training().begin(trial.dls().train()), List.of(finder), epochs, FIRST, false).run();
        }
        return finder;
    }

    @Override
    public void beforeBatch(Fit fit) {
        fit.setLr(FIRST * Math.pow(LAST / FIRST, lrs.size() / (double) STEPS));
    }

    @Override
    public void afterBatch(Fit fit) {
        smooth.add(fit.loss());
        lrs.add(fit.lr());
        losses.add(smooth.value());
        highest = Math.max(highest, smooth.value());
        if (smooth.value() < best) {
            best = smooth.value();
            fall = highest - best;
        }
        if (lrs.size() == STEPS || !(smooth.value() <= limit())) {
            throw Cancel.fit();
        }
    }

    /** Four times its best is below a loss that is negative: fastai's rule would end there after two steps. */
    private double limit() {
        return best > 0 ? 4 * best : best + 3 * Math.max(fall, -best);
    }

    /** Returns the rates that were tried, without the first tenth and last five: there losses say little. */
    public double[] lrs() {
        return middle(lrs);
    }

    /** Returns the smoothed training loss at each of {@link #lrs}. */
    public double[] losses() {
        return middle(losses);
    }

    private static double[] middle(List<Double> all) {
        int end = Math.max(all.size() - LEFT_OUT_AT_END, 1);
        return all.subList(Math.min(STEPS / 10, end - 1), end).stream()
                .mapToDouble(v -> v)
                .toArray();
    }

    /**
     * Returns the rate that fastai suggests: half way down the longest valley, in its middle third.
     *
     * <p>The valley is the longest run of ever smaller losses, which may skip over bumps.
     */
    public double valley() {
        return lrs()[Valley.middle(losses())];
    }

    /** Returns the curve, rates on a logarithmic axis, with the suggestion marked. */
    public Plot plot() {
        double[] rates = lrs();
        double[] heights = losses();
        int valley = Valley.middle(heights);
        return Charts.plot("Learning rate finder", "learning rate", "training loss")
                .addLine("loss", rates, heights)
                .addScatter("valley", new double[] {rates[valley]}, new double[] {heights[valley]})
                .logX();
    }

    @Override
    public Object shown() {
        return plot();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "valley at a learning rate of %.2g", valley());
    }
}
