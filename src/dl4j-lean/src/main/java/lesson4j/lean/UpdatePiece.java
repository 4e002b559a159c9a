package lesson4j.lean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.Regularization.ApplyStep;

/**
 * Some parameters on which all of an update is done while they are in a core's cache, by DL4J's own operations.
 *
 * @param updater computes the step of each parameter on its own, from its gradient and what it remembers of it
 * @param penalties l1, l2 and weight decay
 */
record UpdatePiece(GradientUpdater<?> updater, INDArray gradients, INDArray params, List<Regularization> penalties) {
    /** With what Adam remembers they take a megabyte. */
    private static final int AT_ONCE = 1 << 16;

    private static final String DL4JS = Sgd.class.getPackageName();

    /** Returns the pieces of all parameters; none where an updater may look at more than one parameter at a time. */
    static List<UpdatePiece> of(List<UpdaterBlock> blocks, INDArray params) {
        List<UpdatePiece> pieces = new ArrayList<>();
        for (UpdaterBlock block : blocks) {
            GradientUpdater<?> updater = block.getGradientUpdater();
            if (!isOneByOne(updater.getConfig())) {
                return List.of();
            }
            List<ParamState> states = block.getLayersAndVariablesInBlock();
            for (int first = 0, next; first < states.size(); first = next) {
                next = first + 1;
                while (next < states.size() && penalties(states.get(next)).equals(penalties(states.get(first)))) {
                    next++;
                }
                int end = states.get(next - 1).getParamOffsetEnd();
                for (int from = states.get(first).getParamOffsetStart(); from < end; from += AT_ONCE) {
                    int to = Math.min(end, from + AT_ONCE);
                    int begin = block.getParamOffsetStart();
                    pieces.add(new UpdatePiece(
                            part(updater, from - begin, to - begin),
                            part(block.getGradientView(), from - begin, to - begin),
                            part(params, from, to),
                            penalties(states.get(first))));
                }
            }
        }
        return pieces;
    }

    private static boolean isOneByOne(IUpdater kind) {
        return kind.getClass().getPackageName().equals(DL4JS)
                || kind instanceof SgdMomentum
                || kind instanceof FastaiAdam;
    }

    /** Returns the same updater, at work on some of the parameters: what it remembers is the same memory. */
    private static GradientUpdater<?> part(GradientUpdater<?> whole, int from, int to) {
        Map<String, INDArray> some = new HashMap<>();
        whole.getState().forEach((name, numbers) -> some.put(name, part(numbers, from, to)));
        return whole.getConfig().instantiate(some, false);
    }

    private static INDArray part(INDArray all, int from, int to) {
        return all.reshape(all.length()).get(NDArrayIndex.interval(from, to));
    }

    /** Returns what a parameter is held small by. */
    static List<Regularization> penalties(ParamState param) {
        return Objects.requireNonNullElse(
                param.getLayer().getConfig().getRegularizationByParam(param.getParamName()), List.of());
    }

    void apply(int iteration, int epoch) {
        IUpdater kind = updater.getConfig();
        double lr = kind.hasLearningRate() ? kind.getLearningRate(iteration, epoch) : 1;
        penalise(ApplyStep.BEFORE_UPDATER, lr, iteration, epoch);
        updater.applyUpdater(gradients, iteration, epoch);
        penalise(ApplyStep.POST_UPDATER, lr, iteration, epoch);
        params.subi(gradients);
    }

    private void penalise(ApplyStep step, double lr, int iteration, int epoch) {
        for (Regularization penalty : penalties) {
            if (penalty.applyStep() == step) {
                penalty.apply(params, gradients, lr, iteration, epoch);
            }
        }
    }
}
