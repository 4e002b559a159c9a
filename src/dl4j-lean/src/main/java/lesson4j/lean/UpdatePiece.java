package lesson4j.lean;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Some parameters on which all of an update is done in one go.
 *
 * @param place of the first, among all parameters
 * @param memory what is remembered of all of the updater's block, which begins at {@code begin}
 * @param penalties l1, l2 and weight decay
 */
record UpdatePiece(
        IUpdater kind,
        UpdateRule rule,
        int place,
        int length,
        int begin,
        List<FloatPointer> memory,
        List<Regularization> penalties) {
    /** So many are shared out together. */
    private static final int AT_ONCE = 1 << 14;

    /** So many at a time are worked on, with all that is remembered of them, in a core's nearest cache. */
    private static final int NEAR = 2048;

    /** Returns the pieces of all parameters; none where an updater is none of ours. */
    static List<UpdatePiece> of(List<UpdaterBlock> blocks) {
        List<UpdatePiece> pieces = new ArrayList<>();
        for (UpdaterBlock block : blocks) {
            IUpdater kind = block.getGradientUpdater().getConfig();
            Optional<UpdateRule> rule = UpdateRule.of(kind);
            if (rule.isEmpty()) {
                return List.of();
            }
            List<FloatPointer> memory = memory(block);
            List<ParamState> states = block.getLayersAndVariablesInBlock();
            for (int first = 0, next; first < states.size(); first = next) {
                next = sameFrom(states, first);
                int end = states.get(next - 1).getParamOffsetEnd();
                for (int from = states.get(first).getParamOffsetStart(); from < end; from += AT_ONCE) {
                    int length = Math.min(AT_ONCE, end - from);
                    int begin = block.getParamOffsetStart();
                    var penalties = penalties(states.get(first));
                    pieces.add(new UpdatePiece(kind, rule.get(), from, length, begin, memory, penalties));
                }
            }
        }
        return pieces;
    }

    /** Returns the end of those that are held small alike. */
    private static int sameFrom(List<ParamState> states, int first) {
        int next = first + 1;
        while (next < states.size() && penalties(states.get(next)).equals(penalties(states.get(first)))) {
            next++;
        }
        return next;
    }

    private static List<FloatPointer> memory(UpdaterBlock block) {
        Map<?, ?> state = block.getGradientUpdater().getState();
        return UpdateRule.MEMORY.stream()
                .map(state::get)
                .filter(INDArray.class::isInstance)
                .map(numbers -> Floats.memory((INDArray) numbers))
                .toList();
    }

    /** Returns what a parameter is held small by. */
    static List<Regularization> penalties(ParamState param) {
        return Objects.requireNonNullElse(
                param.getLayer().getConfig().getRegularizationByParam(param.getParamName()), List.of());
    }

    void apply(FloatPointer params, FloatPointer gradients, int iteration, int epoch) {
        float[] p = new float[Math.min(NEAR, length)];
        float[] g = new float[p.length];
        float[][] remembered = new float[memory.size()][p.length];
        double lr = kind.hasLearningRate() ? kind.getLearningRate(iteration, epoch) : 1;
        for (int done = 0; done < length; done += NEAR) {
            int at = place + done;
            int n = Math.min(NEAR, length - done);
            Floats.at(params, at).get(p, 0, n);
            Floats.at(gradients, at).get(g, 0, n);
            for (int k = 0; k < remembered.length; k++) {
                Floats.at(memory.get(k), at - begin).get(remembered[k], 0, n);
            }
            penalise(false, p, g, n, lr, iteration, epoch);
            rule.step(kind, g, remembered, n, iteration, epoch);
            penalise(true, p, g, n, lr, iteration, epoch);
            for (int i = 0; i < n; i++) {
                p[i] -= g[i];
            }
            for (int k = 0; k < remembered.length; k++) {
                Floats.at(memory.get(k), at - begin).put(remembered[k], 0, n);
            }
            Floats.at(params, at).put(p, 0, n);
        }
    }

    private void penalise(boolean updated, float[] p, float[] g, int n, double lr, int iteration, int epoch) {
        for (Regularization penalty : penalties) {
            if (!updated && penalty instanceof L1Regularization l1) {
                float by = (float) l1.getL1().valueAt(iteration, epoch);
                for (int i = 0; i < n; i++) {
                    g[i] += by * Math.signum(p[i]);
                }
            } else if (!updated && penalty instanceof L2Regularization l2) {
                add(p, g, n, l2.getL2().valueAt(iteration, epoch));
            } else if (updated && penalty instanceof WeightDecay decay) {
                add(p, g, n, decay.getCoeff().valueAt(iteration, epoch) * (decay.isApplyLR() ? lr : 1));
            }
        }
    }

    private static void add(float[] p, float[] g, int n, double by) {
        for (int i = 0; i < n; i++) {
            g[i] += (float) by * p[i];
        }
    }
}
