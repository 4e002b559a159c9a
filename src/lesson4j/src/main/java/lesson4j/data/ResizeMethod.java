package lesson4j.data;

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
        for (int i = 0; i < all.length; i++) {
            all[i] = colour ? planes[i / pixels][i % pixels] : grey(planes, i);
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
        for (int i = 0; i < across * down; i++) {
            int y = (int) ((long) (i / across) * height / down);
            int x = (int) ((long) (i % across) * width / across);
            int endY = Math.max(y + 1, (int) ((long) (i / across + 1) * height / down));
            int endX = Math.max(x + 1, (int) ((long) (i % across + 1) * width / across));
            for (int plane = 0; plane < 3; plane++) {
                planes[plane][i] = mean(image, 16 - 8 * plane, top + y, top + endY, left + x, left + endX);
            }
        }
        return planes;
    }

    private static float mean(Rgb image, int shift, int y, int endY, int x, int endX) {
        long sum = 0;
        for (int row = y; row < endY; row++) {
            for (int column = x; column < endX; column++) {
                sum += image.pixels()[row * image.width() + column] >> shift & 255;
            }
        }
        return sum / (255f * (endY - y) * (endX - x));
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
