package lesson4j.train;

/** Ends a fit when the validation loss has not fallen for some epochs: {@code learn.with(new EarlyStopping(3))}. */
public final class EarlyStopping implements Callback {
    private final int patience;
    private double best = Double.POSITIVE_INFINITY;
    private int since;

    /**
     * Waits for so many epochs without a lower validation loss.
     *
     * @param patience epochs, 1 or more
     */
    public EarlyStopping(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("The patience must be 1 epoch or more but is " + patience + ".");
        }
        this.patience = patience;
    }

    /** After the recorder and the table, which should have this epoch's row. */
    @Override
    public int order() {
        return 100;
    }

    @Override
    public void beforeFit(Fit fit) {
        best = Double.POSITIVE_INFINITY;
        since = 0;
    }

    @Override
    public void afterEpoch(Fit fit) {
        double loss = fit.validation().getOrDefault("valid_loss", Double.NaN);
        since = loss < best ? 0 : since + 1;
        best = Math.min(best, loss);
        if (since >= patience) {
            throw Cancel.fit();
        }
    }
}
