package lesson4j.lean;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What an updater makes of gradients: the same as DL4J's operations, in loops that Java's compiler turns into vectors.
 *
 * <p>ND4J's own operation for Adam takes four times as long on one core, and knows no other.
 */
interface UpdateRule {
    /** One rule for each class of updaters. */
    Map<Class<?>, UpdateRule> ALL = Map.of(
            NoOp.class, (kind, g, memory, n, iteration, epoch) -> {},
            Sgd.class, (kind, g, memory, n, iteration, epoch) -> scale(g, n, rate(kind, iteration, epoch)),
            SgdMomentum.class, UpdateRule::momentum,
            Nesterovs.class, UpdateRule::nesterovs,
            Adam.class, UpdateRule::adam,
            FastaiAdam.class, UpdateRule::adam,
            RmsProp.class, UpdateRule::rmsProp,
            AdaGrad.class, UpdateRule::adaGrad);

    /** Names of what the rules remember, in the order in which they want it. */
    List<String> MEMORY = List.of("M", "V", "G", "grad");

    /** Returns the rule of an updater, if there is one. */
    static Optional<UpdateRule> of(IUpdater kind) {
        return Optional.ofNullable(ALL.get(kind.getClass()));
    }

    /**
     * Turns gradients into what is to be subtracted.
     *
     * @param memory what is remembered of each parameter, which changes too
     * @param n how many of the arrays' numbers count
     */
    void step(IUpdater kind, float[] g, float[][] memory, int n, int iteration, int epoch);

    private static float rate(IUpdater kind, int iteration, int epoch) {
        return (float) kind.getLearningRate(iteration, epoch);
    }

    private static void scale(float[] g, int n, float by) {
        for (int i = 0; i < n; i++) {
            g[i] *= by;
        }
    }

    private static void momentum(IUpdater kind, float[] g, float[][] memory, int n, int iteration, int epoch) {
        float share = (float) ((SgdMomentum) kind).getMomentum();
        float lr = rate(kind, iteration, epoch);
        float[] v = memory[0];
        for (int i = 0; i < n; i++) {
            v[i] = share * v[i] + g[i];
            g[i] = lr * v[i];
        }
    }

    private static void nesterovs(IUpdater kind, float[] g, float[][] memory, int n, int iteration, int epoch) {
        float share = (float) ((Nesterovs) kind).currentMomentum(iteration, epoch);
        float lr = rate(kind, iteration, epoch);
        float[] v = memory[0];
        for (int i = 0; i < n; i++) {
            float before = share * v[i];
            v[i] = before - lr * g[i];
            g[i] = before - (1 + share) * v[i];
        }
    }

    /** DL4J adds ε before √v is corrected for its start at 0, fastai afterwards. */
    private static void adam(IUpdater kind, float[] g, float[][] memory, int n, int iteration, int epoch) {
        var adam = (Adam) kind;
        double correction = Math.sqrt(1 - Math.pow(adam.getBeta2(), iteration + 1.0));
        double bias = 1 - Math.pow(adam.getBeta1(), iteration + 1.0);
        float lr = (float) (kind.getLearningRate(iteration, epoch) * correction / bias);
        float eps = (float) (adam.getEpsilon() * (adam instanceof FastaiAdam ? correction : 1));
        float b1 = (float) adam.getBeta1();
        float b2 = (float) adam.getBeta2();
        float[] m = memory[0];
        float[] v = memory[1];
        for (int i = 0; i < n; i++) {
            m[i] = b1 * m[i] + (1 - b1) * g[i];
            v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
            g[i] = lr * m[i] / ((float) Math.sqrt(v[i]) + eps);
        }
    }

    private static void rmsProp(IUpdater kind, float[] g, float[][] memory, int n, int iteration, int epoch) {
        var rms = (RmsProp) kind;
        float keep = (float) rms.getRmsDecay();
        divide(g, memory[0], n, keep, 1 - keep, rate(kind, iteration, epoch), (float) rms.getEpsilon());
    }

    private static void adaGrad(IUpdater kind, float[] g, float[][] memory, int n, int iteration, int epoch) {
        divide(g, memory[0], n, 1, 1, rate(kind, iteration, epoch), (float) ((AdaGrad) kind).getEpsilon());
    }

    private static void divide(float[] g, float[] v, int n, float keep, float add, float lr, float eps) {
        for (int i = 0; i < n; i++) {
            v[i] = keep * v[i] + add * g[i] * g[i];
            g[i] = lr * g[i] / ((float) Math.sqrt(v[i]) + eps);
        }
    }
}
