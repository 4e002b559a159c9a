package lesson4j.lean;

import java.util.Arrays;

/**
 * The values at one place of a net for a whole batch, with the derivative of the loss by them.
 *
 * <p>They lie channel by channel, so that a convolution is one matrix product and batch norm works on what lies together;
 * within, {@link #GROUP} examples after each other, pixel by pixel: {@code [channels][groups][height · width][examples]}. So
 * what windows and pooling move are neighbours, and all of a group's channel lies in a few pages of memory.
 */
final class Plane {
    /** How many examples lie beside each other; the last of a batch may be fewer. */
    static final int GROUP = 32;

    final int channels;
    final int height;
    final int width;

    /** Whether an example's values are plain numbers, one for each channel, and no pictures. */
    final boolean isFlat;

    /** Whether parameters stand before it, which ask for its derivative. */
    final boolean learns;

    float[] value = {};
    float[] delta = {};
    private boolean written;

    private Plane(int channels, int height, int width, boolean isFlat, boolean learns) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.isFlat = isFlat;
        this.learns = learns;
    }

    /** Returns one of pictures. */
    static Plane pictures(int channels, int height, int width, boolean learns) {
        return new Plane(channels, height, width, false, learns);
    }

    /** Returns one of plain numbers. */
    static Plane numbers(int count, boolean learns) {
        return new Plane(count, 1, 1, true, learns);
    }

    /** Returns one of the same kind. */
    Plane like(boolean learned) {
        return new Plane(channels, height, width, isFlat, learned);
    }

    /** Returns whether another place has the same channels, height and width. */
    boolean isLike(Plane other) {
        return isFlat == other.isFlat && channels == other.channels && height == other.height && width == other.width;
    }

    /** Returns how many numbers one channel of one example has. */
    int area() {
        return height * width;
    }

    /** Returns all of a batch. */
    Block whole(int b) {
        return new Block(0, b, 0, height, b);
    }

    /** Returns where a group of a batch of {@code b} begins in one channel. */
    int at(int c, int group, int b) {
        return (c * b + group) * area();
    }

    /** Returns where a block begins in one channel; all of it lies together. */
    int at(int c, Block block) {
        return at(c, block.first(), block.b()) + block.top() * width * block.examples();
    }

    /** Returns how many numbers of one channel a block has. */
    int size(Block block) {
        return block.rows() * width * block.examples();
    }

    /** Copies {@code count} numbers, or adds them to what is there. */
    static void pass(float[] from, int at, float[] to, int start, int count, boolean add) {
        if (!add) {
            System.arraycopy(from, at, to, start, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[start + i] += from[at + i];
        }
    }

    /** What to do with a group of {@code n} examples of a channel. */
    interface Some {
        void run(int c, int group, int n);
    }

    /** Goes through the groups of a batch and, in each, the channels {@code first} to before {@code last}. */
    void each(int b, int first, int last, Some some) {
        whole(b).groups((group, n) -> {
            for (int c = first; c < last; c++) {
                some.run(c, group, n);
            }
        });
    }

    /** Clears one channel's derivatives by a block's examples, unless they were begun before. */
    void beginDelta(int c, Block block, boolean add) {
        if (!add && block.top() == 0) {
            Arrays.fill(delta, at(c, block.first(), block.b()), at(c, block.last(), block.b()), 0f);
        }
    }

    /** Makes room for a batch, and for its derivatives where something is learned from it. */
    void begin(int b, boolean training) {
        int size = Floats.room((long) channels * b * height * width);
        if (value.length < size) {
            value = new float[size];
        }
        if (training && delta.length < size) {
            delta = new float[size];
        }
        written = false;
    }

    /** Returns whether a derivative is there already, to which the next one is to be added. */
    boolean addsToDelta() {
        boolean before = written;
        written = true;
        return before;
    }
}
