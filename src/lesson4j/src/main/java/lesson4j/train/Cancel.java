package lesson4j.train;

/** Thrown by a callback to end a batch, an epoch or the whole fit early, without an error: {@code throw Cancel.fit();}. */
public final class Cancel extends RuntimeException {
    private static final long serialVersionUID = 1L;

    enum What {
        BATCH,
        EPOCH,
        FIT
    }

    private final What what;

    private Cancel(What what) {
        super("cancel " + what, null, false, false);
        this.what = what;
    }

    /** Returns what skips the rest of this batch. */
    public static Cancel batch() {
        return new Cancel(What.BATCH);
    }

    /** Returns what skips the rest of this epoch's batches; validation follows. */
    public static Cancel epoch() {
        return new Cancel(What.EPOCH);
    }

    /** Returns what ends the fit; the parameters so far are kept. */
    public static Cancel fit() {
        return new Cancel(What.FIT);
    }

    /** Passes on a cancellation that is meant for something larger. */
    void unless(What handled) {
        if (what != handled) {
            throw this;
        }
    }
}
