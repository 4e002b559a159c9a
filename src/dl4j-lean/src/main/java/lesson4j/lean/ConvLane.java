package lesson4j.lean;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** Room for a convolution of some examples at a time; several cores have one each. */
final class ConvLane {
    private final Windows windows;
    private int room;
    FloatPointer columns = new FloatPointer(0L);
    FloatPointer result = new FloatPointer(0L);

    /** Gradients of the examples that went through. The first lane writes where the net keeps its own. */
    private final FloatPointer slopes;

    final double[] bias;
    boolean hasBegun;

    /** Makes a lane with room for {@code slopes} gradients of its own. */
    ConvLane(Windows windows, int channels, long slopes) {
        this.windows = windows;
        this.bias = new double[channels];
        this.slopes = new FloatPointer(slopes);
    }

    /** Returns where its gradients go. */
    FloatPointer slopes(FloatPointer ofNet) {
        return slopes.capacity() == 0 ? ofNet : slopes;
    }

    /** Makes room for so many places. */
    void reserve(int places) {
        if (places > room) {
            room = places;
            columns.deallocate();
            result.deallocate();
            long line = Gemm.line(windows.products(), places);
            columns = new FloatPointer(windows.depth() * line);
            result = new FloatPointer(bias.length * line);
        }
    }

    /** Forgets the sums of the last batch. */
    void begin() {
        Arrays.fill(bias, 0);
        hasBegun = false;
    }
}
