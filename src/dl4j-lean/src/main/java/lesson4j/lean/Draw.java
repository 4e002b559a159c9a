package lesson4j.lean;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers that an operation of ND4J's with chance in it would draw next, each on its own.
 *
 * <p>ND4J's generator (libnd4j's {@code RandomGenerator}) makes a number of two states and its place in the array, so that
 * all cores can draw at once. ND4J's own operation takes 15 ns for each, as long as a small net's step in all. Whether
 * ours are the same is asked once.
 */
final class Draw {
    private static final int ASKED = 1000;

    /** Whether ND4J still draws as it is done here. */
    static final boolean IS_ND4JS = isNd4js();

    private final long root;
    private final long node;

    private Draw(long root, long node) {
        this.root = root;
        this.node = node;
    }

    /** Draws {@code n} numbers with the calling thread's generator, which goes on behind them. */
    static Draw next(long n) {
        Random random = Nd4j.getRandom();
        var draw = new Draw(random.rootState(), random.nodeState());
        random.setStates(draw.root, draw.after(n));
        return draw;
    }

    /** Returns number {@code i}, 0 to below 1. */
    float at(long i) {
        long a = root | (i + 2) * (node + 24_243_287);
        long b = node ^ (i + 2) * (a + 723_829);
        int bits = Integer.rotateLeft((int) (a ^ b) * 0x9E3779BB, 5) * 5;
        return Float.intBitsToFloat(0x3f800000 | bits >>> 9) - 1f;
    }

    private long after(long n) {
        int low = (int) node;
        int high = (int) (node >>> 32) ^ low;
        long first = (Integer.rotateLeft(low, 26) ^ high ^ high << 9) & 0xffffffffL;
        long second = Integer.rotateLeft(high, 13) & 0xffffffffL;
        return (second << 32 | first) ^ n ^ 0xdeadbeefL;
    }

    /** Leaves the generator as it was. */
    private static boolean isNd4js() {
        Random random = Nd4j.getRandom();
        var before = new Draw(random.rootState(), random.nodeState());
        INDArray mask = Nd4j.ones(DataType.FLOAT, ASKED);
        Nd4j.getExecutioner().exec(new DropOutInverted(mask, mask, 0.7));
        boolean same = random.rootState() == before.root && random.nodeState() == before.after(ASKED);
        for (int i = 0; i < ASKED; i++) {
            same &= mask.getFloat(i) == (before.at(i) < 0.7f ? 1 / 0.7f : 0);
        }
        random.setStates(before.root, before.node);
        return same;
    }
}
