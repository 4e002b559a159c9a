package lesson4j.lean;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What an optimiser remembers, parameter by parameter.
 *
 * <p>DL4J keeps it in blocks of layers with equal settings: all first numbers of a block, then all second ones. Where the
 * blocks differ, the same memory means something else, so that it is told apart by parameters here.
 *
 * @param blocks of the optimiser, none where there is none
 * @param memory all their numbers, null for none
 */
record UpdaterState(List<UpdaterBlock> blocks, @Nullable INDArray memory) {

    /** Returns what an optimiser remembers, without a copy. */
    static UpdaterState of(@Nullable BaseMultiLayerUpdater<?> updater) {
        return updater == null
                ? new UpdaterState(List.of(), null)
                : new UpdaterState(updater.getUpdaterBlocks(), updater.getStateViewArray());
    }

    /**
     * Makes the net another optimiser, of what its layers say now. The memory stays where it is if it can.
     *
     * <p>For a large net, new memory takes as long as several steps.
     *
     * @param goesOn whether it remembers what this one did; parameters whose count of numbers differs start afresh
     */
    void renew(Net net, boolean goesOn) {
        if (memory != null && memory.length() == needed()) {
            List<UpdaterBlock> others =
                    net.renewUpdater(memory.reshape(memory.length())).getUpdaterBlocks();
            if (!goesOn) {
                others.forEach(UpdaterState::start);
                return;
            } else if (isLike(others)) {
                return;
            }
        }
        net.forgetUpdater();
        List<UpdaterBlock> others = ParameterUpdate.blocks(net).getUpdaterBlocks();
        if (goesOn) {
            others.forEach(this::into);
        }
    }

    private long needed() {
        return blocks.stream()
                .flatMap(block -> block.getLayersAndVariablesInBlock().stream())
                .mapToLong(UpdaterState::needed)
                .sum();
    }

    private static long needed(ParamState param) {
        long length = param.getParamOffsetEnd() - param.getParamOffsetStart();
        return param.getLayer()
                .getConfig()
                .getUpdaterByParam(param.getParamName())
                .stateSize(length);
    }

    /** Writes what a block begins with, as DL4J does for a new one. */
    private static void start(UpdaterBlock block) {
        if (block.getUpdaterView() != null) {
            block.getGradientUpdater().getConfig().instantiate(block.getUpdaterView(), true);
        }
    }

    private boolean isLike(List<UpdaterBlock> others) {
        return bounds(blocks).equals(bounds(others));
    }

    private static List<List<Integer>> bounds(List<UpdaterBlock> blocks) {
        return blocks.stream()
                .map(block -> List.of(block.getParamOffsetEnd(), block.getUpdaterViewOffsetEnd()))
                .toList();
    }

    private void into(UpdaterBlock other) {
        List<INDArray> numbers = numbers(other);
        for (UpdaterBlock block : blocks) {
            List<INDArray> own = numbers(block);
            int from = Math.max(block.getParamOffsetStart(), other.getParamOffsetStart());
            int to = Math.min(block.getParamOffsetEnd(), other.getParamOffsetEnd());
            for (int k = 0; from < to && own.size() == numbers.size() && k < numbers.size(); k++) {
                part(numbers.get(k), from - other.getParamOffsetStart(), to - other.getParamOffsetStart())
                        .assign(part(own.get(k), from - block.getParamOffsetStart(), to - block.getParamOffsetStart()));
            }
        }
    }

    /** Returns views of a block's numbers: one array per number that is remembered of each parameter. */
    private static List<INDArray> numbers(UpdaterBlock block) {
        INDArray all = block.getUpdaterView();
        List<INDArray> numbers = new ArrayList<>();
        int length = block.getParamOffsetEnd() - block.getParamOffsetStart();
        for (long from = 0; all != null && length > 0 && from < all.length(); from += length) {
            numbers.add(part(all.reshape(all.length()), from, from + length));
        }
        return numbers;
    }

    private static INDArray part(INDArray all, long from, long to) {
        return all.get(NDArrayIndex.interval(from, to));
    }
}
