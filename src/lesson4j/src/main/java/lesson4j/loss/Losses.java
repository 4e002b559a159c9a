package lesson4j.loss;

/**
 * The losses of the lesson for ten digits: {@code new Learner(dls, net, minusP(), accuracy())}.
 *
 * <p>PyTorch's losses are means over <em>all</em> cells, examples times outputs; DL4J adds up an example's outputs and
 * takes the mean over the batch. These keep PyTorch's rule, dividing by the number of outputs themselves where their
 * name says mean, so that the same learning rate is the same step. Targets are one-hot. Explained in notebook 06.
 */
public final class Losses {
    private Losses() {}

    /**
     * Returns the lesson's first try: sigmoid, 1 − s at the right output and s elsewhere, the mean over all cells.
     *
     * <p>Right and sure, 3.5 against nine outputs near −3, gives 0.0595; sure of another digit gives 0.2384.
     */
    public static ExampleLoss myLoss() {
        return new LessonLoss(LessonLoss.Formula.MY_LOSS);
    }

    /** Returns +p, the softmax probability of the right class: the minus is missing, so training lowers it. */
    public static ExampleLoss plusP() {
        return new LessonLoss(LessonLoss.Formula.PLUS_P);
    }

    /** Returns −p, minus the softmax probability of the right class: a loss without a logarithm. */
    public static ExampleLoss minusP() {
        return new LessonLoss(LessonLoss.Formula.MINUS_P);
    }

    /** Returns −log p, the {@link CrossEntropy}: PyTorch's {@code log_softmax} and {@code nll_loss} in one. */
    public static ExampleLoss crossEntropy() {
        return new CrossEntropy();
    }

    /** Returns Σ|p − y| on the softmax, added up over outputs; for one-hot targets that is 2(1 − p_right). */
    public static ExampleLoss l1Sum() {
        return new LessonLoss(LessonLoss.Formula.L1_SUM);
    }

    /** Returns |p − y| on the softmax as the mean over all cells, a tenth of {@link #l1Sum} for ten digits. */
    public static ExampleLoss l1Mean() {
        return new LessonLoss(LessonLoss.Formula.L1_MEAN);
    }

    /** Returns a yes-or-no cross-entropy per output as a mean, {@code F.binary_cross_entropy_with_logits}. */
    public static ExampleLoss binaryCrossEntropy() {
        return new LessonLoss(LessonLoss.Formula.BINARY_CROSS_ENTROPY);
    }

    /** Returns a yes-or-no cross-entropy added up over outputs, the mean over examples: DL4J's convention. */
    public static ExampleLoss binaryCrossEntropySum() {
        return new LessonLoss(LessonLoss.Formula.BINARY_CROSS_ENTROPY_SUM);
    }

    /**
     * Returns what a loss becomes with labels [n, 1] in place of [n], PyTorch's broadcasting trap.
     *
     * <p>Every prediction is then compared with every label of the batch, {@code [n, n, 10]} cells, without an error.
     * {@code columnTargets(myLoss())} gives 0.1749 where {@code myLoss()} gives 0.0565.
     *
     * @param loss a loss linear in its targets: {@link #myLoss}, {@link #plusP} or {@link #minusP}
     */
    public static BatchLoss columnTargets(ExampleLoss loss) {
        return new ColumnTargets(loss);
    }
}
