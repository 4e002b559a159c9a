package lesson4j.lean;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What an optimiser remembers, parameter by parameter.
 *
 * <p>DL4J keeps it in blocks of layers with equal settings: all first numbers of a block, then all second ones. Where the
 * blocks differ, the same memory means something else, so that it is told apart by parameters here.
 */
final class UpdaterState {
    private record Piece(int from, int to, List<INDArray> numbers) {}

    private final List<Piece> pieces = new ArrayList<>();

    private UpdaterState() {}

    /** Copies what an optimiser remembers; without one there is nothing. */
    static UpdaterState of(@Nullable BaseMultiLayerUpdater<?> updater) {
        var state = new UpdaterState();
        if (updater != null) {
            for (UpdaterBlock block : updater.getUpdaterBlocks()) {
                List<INDArray> copies =
                        numbers(block).stream().map(INDArray::dup).toList();
                state.pieces.add(new Piece(block.getParamOffsetStart(), block.getParamOffsetEnd(), copies));
            }
        }
        return state;
    }

    /** Gives it to another optimiser of the same net. Parameters whose count of numbers differs start afresh there. */
    void into(BaseMultiLayerUpdater<?> updater) {
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            List<INDArray> numbers = numbers(block);
            for (Piece piece : pieces) {
                int from = Math.max(piece.from, block.getParamOffsetStart());
                int to = Math.min(piece.to, block.getParamOffsetEnd());
                for (int k = 0; from < to && piece.numbers.size() == numbers.size() && k < numbers.size(); k++) {
                    part(numbers.get(k), from - block.getParamOffsetStart(), to - block.getParamOffsetStart())
                            .assign(part(piece.numbers.get(k), from - piece.from, to - piece.from));
                }
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
