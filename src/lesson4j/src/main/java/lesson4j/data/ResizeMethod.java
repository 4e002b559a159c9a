package lesson4j.data;

import java.util.Arrays;

/**
 * How a picture of any shape becomes a square, by fastai's names: {@code Photos.grey(28).resize(ResizeMethod.SQUISH)}.
 *
 * <p>Each pixel of the square is the mean of those it stands for.
 */
public enum ResizeMethod {
    /** Keeps the square in the middle and loses what is beside it; the default. */
    CROP,
    /** Keeps all and changes the shape of what is shown: a wide picture gets narrow. */
    SQUISH,
    /** Keeps all in its shape and fills the rest with the picture's reflection, fastai's default. */
    PAD;

    private static final int[] SHARES = {19595, 38470, 7471}; // of red, green, blue in grey, of 65536: ITU-R 601

    /** Returns {@code side · side} pixels, 0..1: their grey, or all red, then green, then blue. */
    float[] square(Rgb image, int side, boolean colour) {
        float[][] planes = planes(image, side);
        int pixels = side * side;
        float[] all = new float[colour ? 3 * pixels : pixels];
        if (colour) {
            for (int plane = 0; plane < 3; plane++) {
                System.arraycopy(planes[plane], 0, all, plane * pixels, pixels);
            }
        } else {
            for (int i = 0; i < pixels; i++) {
                all[i] = grey(planes, i);
            }
        }
        return all;
    }

    private static float grey(float[][] planes, int i) {
        double sum = (double) planes[0][i] * SHARES[0] + (double) planes[1][i] * SHARES[1];
        return (float) ((sum + (double) planes[2][i] * SHARES[2]) / 65536);
    }

    private float[][] planes(Rgb image, int side) {
        int width = image.width();
        int height = image.height();
        if (this == CROP) {
            int square = Math.min(width, height);
            return averaged(image, (width - square) / 2, (height - square) / 2, square, square, side, side);
        } else if (this == SQUISH) {
            return averaged(image, 0, 0, width, height, side, side);
        }
        int longer = Math.max(width, height);
        int across = Math.max(1, Math.round((float) width * side / longer));
        int down = Math.max(1, Math.round((float) height * side / longer));
        return padded(averaged(image, 0, 0, width, height, across, down), across, down, side);
    }

    private static float[][] averaged(Rgb image, int left, int top, int width, int height, int across, int down) {
        float[][] planes = new float[3][across * down];
        int[] columns = borders(width, across);
        int[] rows = borders(height, down);
        for (int i = 0, to = 0; i < down; i++) {
            for (int j = 0; j < across; j++, to++) {
                int endY = top + Math.max(rows[i] + 1, rows[i + 1]);
                int endX = left + Math.max(columns[j] + 1, columns[j + 1]);
                mean(image, top + rows[i], endY, left + columns[j], endX, planes, to);
            }
        }
        return planes;
    }

    /** Returns where each of some parts of a line begins, and where the last ends. */
    private static int[] borders(int length, int parts) {
        int[] borders = new int[parts + 1];
        Arrays.setAll(borders, i -> (int) ((long) i * length / parts));
        return borders;
    }

    private static void mean(Rgb image, int y, int endY, int x, int endX, float[][] planes, int to) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int[] pixels = image.pixels();
        for (int row = y; row < endY; row++) {
            for (int at = row * image.width() + x; at < row * image.width() + endX; at++) {
                red += pixels[at] >> 16 & 255;
                green += pixels[at] >> 8 & 255;
                blue += pixels[at] & 255;
            }
        }
        float all = 255f * (endY - y) * (endX - x);
        planes[0][to] = red / all;
        planes[1][to] = green / all;
        planes[2][to] = blue / all;
    }

    private static float[][] padded(float[][] planes, int across, int down, int side) {
        float[][] square = new float[3][side * side];
        for (int i = 0; i < side * side; i++) {
            int y = mirrored(i / side - (side - down) / 2, down);
            int x = mirrored(i % side - (side - across) / 2, across);
            for (int plane = 0; plane < 3; plane++) {
                square[plane][i] = planes[plane][y * across + x];
            }
        }
        return square;
    }

    /** Folds a place beside a line of {@code n} pixels back into it; those at its ends are not doubled. */
    private static int mirrored(int place, int n) {
        if (n == 1) {
            return 0;
        }
        int folded = Math.floorMod(place, 2 * n - 2);
        return folded < n ? folded : 2 * n - 2 - folded;
    }
}
