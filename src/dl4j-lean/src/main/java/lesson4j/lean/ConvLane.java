package lesson4j.lean;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** Room for a convolution of some examples at a time; several cores have one each. */
final class ConvLane {
    private final int depth;
    private int room;
    FloatPointer columns = new FloatPointer(0L);
    FloatPointer result = new FloatPointer(0L);

    /** Gradients of the examples that went through. The first lane writes where the net keeps its own. */
    private final FloatPointer slopes;

    final double[] bias;
    boolean hasBegun;

    /** Makes room for windows of {@code depth} numbers. */
    ConvLane(int depth, int channels, boolean ownSlopes) {
        this.depth = depth;
        this.bias = new double[channels];
        this.slopes = new FloatPointer(ownSlopes ? (long) depth * channels : 0L);
    }

    /** Returns where its gradients go. */
    FloatPointer slopes(FloatPointer ofNet) {
        return slopes.capacity() == 0 ? ofNet : slopes;
    }

    /** Makes room for so many windows. */
    void reserve(int windows) {
        if (windows > room) {
            room = windows;
            columns.deallocate();
            result.deallocate();
            columns = new FloatPointer((long) depth * windows);
            result = new FloatPointer((long) bias.length * windows);
        }
    }

    /** Forgets the sums of the last batch. */
    void begin() {
        Arrays.fill(bias, 0);
        hasBegun = false;
    }
}
