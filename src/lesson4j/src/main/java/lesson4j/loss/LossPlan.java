package lesson4j.loss;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations of a formula and its derivative for one batch size, ready to run again.
 *
 * <p>SameDiff finds the order of the operations, their shapes and their memory anew for each batch, which takes longer
 * than the operations. Here one run through SameDiff is listened to; later batches repeat its operations.
 */
final class LossPlan {
    private record Step(DifferentialFunction op, OpContext context) {
        void run() {
            if (op instanceof CustomOp custom) {
                Nd4j.exec(custom, context);
            } else {
                Nd4j.exec((Op) op, context);
            }
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, INDArray> named = new HashMap<>();
    private final INDArray preds;
    private final INDArray targs;

    private LossPlan(INDArray preds, INDArray targs) {
        this.preds = preds.dup('c');
        this.targs = targs.dup('c');
    }

    /**
     * Listens to {@code run}, a run of {@code sd} on {@code preds} and {@code targs}.
     *
     * @return null for a formula that cannot be repeated so, as one with an operation that is no plain one
     */
    static @Nullable LossPlan record(SameDiff sd, INDArray preds, INDArray targs, Runnable run) {
        // DL4J computes losses in a workspace, whose arrays end with the batch
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            var plan = new LossPlan(preds, targs);
            var listener = plan.new Recording(preds, targs);
            sd.setListeners(listener);
            try {
                run.run();
            } finally {
                sd.setListeners(List.of());
            }
            return listener.complete ? plan : null;
        }
    }

    /** Runs the formula and its derivative on other values. */
    void run(double[] z, double[] y) {
        put(z, preds);
        put(y, targs);
        steps.forEach(Step::run);
    }

    /** Returns the values of a variable after the last run, null if the formula has no such variable. */
    double @Nullable [] values(String variable) {
        INDArray array = named.get(variable);
        return array == null ? null : get(array);
    }

    private static void put(double[] values, INDArray array) {
        if (array.data().addressPointer() instanceof FloatPointer pointer) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            pointer.put(floats);
        } else {
            ((DoublePointer) array.data().addressPointer()).put(values);
        }
    }

    private static double[] get(INDArray array) {
        double[] values = new double[(int) array.length()];
        if (array.data().addressPointer() instanceof FloatPointer pointer) {
            float[] floats = new float[values.length];
            pointer.get(floats);
            Arrays.setAll(values, i -> floats[i]);
        } else {
            ((DoublePointer) array.data().addressPointer()).get(values);
        }
        return values;
    }

    /** Keeps each operation as it is run, with arrays of our own in place of the session's. */
    private final class Recording extends BaseListener {
        private final Map<INDArray, INDArray> ours = new IdentityHashMap<>();
        private @Nullable OpContext next;
        private boolean complete = true;

        Recording(INDArray theirPreds, INDArray theirTargs) {
            ours.put(theirPreds, preds);
            ours.put(theirTargs, targs);
        }

        @Override
        public boolean isActive(Operation operation) {
            return true;
        }

        @Override
        public void preOpExecution(SameDiff sd, At at, SameDiffOp op, OpContext theirs) {
            next = theirs == null ? null : copy(theirs);
        }

        private OpContext copy(OpContext theirs) {
            OpContext copy = Nd4j.getExecutioner().buildContext();
            copy.setIArguments(
                    theirs.getIArguments().stream().mapToLong(Long::longValue).toArray());
            copy.setTArguments(theirs.getTArguments().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
            boolean[] flags = new boolean[theirs.numBArguments()];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = theirs.getBArguments().get(i);
            }
            copy.setBArguments(flags);
            copy.setDArguments(theirs.getDArguments().toArray(DataType[]::new));
            for (int i = 0; i < theirs.numInputArguments(); i++) {
                INDArray input = theirs.getInputArray(i);
                copy.setInputArray(i, ours.getOrDefault(input, input)); // others are the graph's constants
            }
            return copy;
        }

        @Override
        public void opExecution(
                SameDiff sd, At at, MultiDataSet batch, SameDiffOp op, OpContext theirs, INDArray[] outputs) {
            DifferentialFunction function = op.getOp();
            complete &= next != null && (function instanceof CustomOp || function instanceof Op);
            if (!complete) {
                return;
            }
            for (int i = 0; i < outputs.length; i++) {
                INDArray mine = Nd4j.createUninitialized(outputs[i].dataType(), outputs[i].shape(), 'c');
                ours.put(outputs[i], mine);
                named.put(op.getOutputsOfOp().get(i), mine);
                requireNonNull(next).setOutputArray(i, mine);
            }
            steps.add(new Step(function, requireNonNull(next)));
        }
    }
}
