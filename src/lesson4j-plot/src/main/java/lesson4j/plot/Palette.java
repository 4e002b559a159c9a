package lesson4j.plot;

import java.awt.Color;

/**
 * Turns a number into a colour. The tables are the colour-blind safe ones of ColorBrewer, as in matplotlib.
 *
 * <p>{@code showImage(digit, "a three", Palette.ORANGES)}
 */
public enum Palette {
    /** White for the smallest value, black for the largest: matplotlib's Greys, fast.ai's choice for digits. */
    GREYS(0xffffff, 0xf0f0f0, 0xd9d9d9, 0xbdbdbd, 0x969696, 0x737373, 0x525252, 0x252525, 0x000000),
    /** Cream to dark orange, matplotlib's Oranges. */
    ORANGES(0xfff5eb, 0xfee6ce, 0xfdd0a2, 0xfdae6b, 0xfd8d3c, 0xf16913, 0xd94801, 0xa63603, 0x7f2704),
    /** Blue for negative, white for 0, red for positive: for weights, with a range that is centred at 0. */
    DIVERGING(
            0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xffffff, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b,
            0x67001f),
    /** White to dark blue, for matrices with printed numbers. */
    BLUES(0xffffff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c, 0x08306b);

    private static final int SIZE = 256;
    private final int[] table = new int[SIZE];

    Palette(int... anchors) {
        for (int i = 0; i < SIZE; i++) {
            double at = (double) i * (anchors.length - 1) / (SIZE - 1);
            int low = Math.min((int) at, anchors.length - 2);
            table[i] = mix(anchors[low], anchors[low + 1], at - low);
        }
    }

    private static int mix(int from, int to, double share) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (from >> shift) & 0xff;
            int b = (to >> shift) & 0xff;
            rgb |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return rgb;
    }

    /**
     * Returns the colour of {@code value} as 0xRRGGBB: {@code Palette.GREYS.rgb(255, 0, 255)} is black.
     *
     * <p>Values outside the range get the colour at its end, NaN and an empty range the first one.
     */
    public int rgb(double value, double min, double max) {
        double share = (value - min) / (max - min);
        return table[Double.isNaN(share) ? 0 : (int) Math.round(Math.max(0, Math.min(1, share)) * (SIZE - 1))];
    }

    /** Returns the colour of {@code value}, for Java2D: {@code Palette.BLUES.color(0.5, 0, 1)}. */
    public Color color(double value, double min, double max) {
        return new Color(rgb(value, min, max));
    }
}
