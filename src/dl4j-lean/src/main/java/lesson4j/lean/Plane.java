package lesson4j.lean;

/**
 * The values at one place of a net for a whole batch, with the derivative of the loss by them.
 *
 * <p>They lie channel by channel, {@code [channels][batch][height · width]}: so a convolution is one matrix product, and
 * batch norm works on what lies together.
 */
final class Plane {
    final int channels;
    final int height;
    final int width;
    float[] value = {};
    float[] delta = {};
    private boolean written;

    Plane(int channels, int height, int width) {
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    /** Returns whether another place has the same channels, height and width. */
    boolean isLike(Plane other) {
        return channels == other.channels && height == other.height && width == other.width;
    }

    /** Returns how many numbers one channel of one example has. */
    int area() {
        return height * width;
    }

    /** Makes room for a batch and forgets its derivatives. */
    void begin(int b) {
        int size = Floats.room((long) channels * b * height * width);
        if (value.length < size) {
            value = new float[size];
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
