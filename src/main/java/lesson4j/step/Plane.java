package lesson4j.step;

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

    static Plane flat(int features) {
        return new Plane(features, 1, 1);
    }

    /** Returns how many numbers one channel of one example has. */
    int area() {
        return height * width;
    }

    /** Makes room for a batch and forgets its derivatives. */
    void begin(int b) {
        int size = channels * b * area();
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
