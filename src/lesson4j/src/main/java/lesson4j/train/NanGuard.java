package lesson4j.train;

/** Stops training as soon as the loss is no number any more. */
final class NanGuard implements Callback {

    @Override
    public int order() {
        return -10;
    }

    @Override
    public void afterBatch(Fit fit) {
        if (!Double.isFinite(fit.loss())) {
            throw new IllegalStateException("The loss became " + fit.loss() + " in " + fit.where()
                    + ". Start again from fresh parameters with a learning rate ten times smaller ("
                    + (float) (fit.lr() / 10) + "), and check that the inputs lie between 0 and 1.");
        }
    }
}
