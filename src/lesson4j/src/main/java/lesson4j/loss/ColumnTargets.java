package lesson4j.loss;

import static lesson4j.plot.Given.given;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A loss that compares every prediction with every label of its batch, as labels [n, 1] do.
 *
 * <p>The mean over all pairs is, for a loss linear in its targets, the loss against the batch's mean target.
 */
final class ColumnTargets extends BatchLoss {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private final ExampleLoss loss;

    @JsonCreator
    ColumnTargets(@JsonProperty("loss") ExampleLoss loss) {
        if (!(given(loss, "the loss") instanceof LessonLoss lesson) || !lesson.isLinear()) {
            throw new IllegalArgumentException("Expected a loss linear in its targets, myLoss(), plusP() or minusP(),"
                    + " but found " + loss.name() + ". With other losses [n, 1] labels have no meaning of their own.");
        }
        this.loss = loss;
    }

    Targets targets() {
        return Targets.of(loss);
    }

    @Override
    public double[] batch(double[] z, double[] y, int n, int outputs, double[] dz) {
        sizes(z, y, n, outputs, dz);
        double[] mean = new double[outputs];
        for (int i = 0; i < y.length; i++) {
            mean[i % outputs] += y[i] / n;
        }
        double[] targets = new double[y.length];
        Arrays.setAll(targets, i -> mean[i % outputs]);
        return loss.batch(z, targets, n, outputs, dz);
    }

    @Override
    public IActivation activation() {
        return loss.activation();
    }

    @Override
    public String name() {
        return loss.name() + " with [n, 1] targets";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnTargets that && that.loss.equals(loss);
    }

    @Override
    public int hashCode() {
        return 31 * loss.hashCode() + 1;
    }
}
