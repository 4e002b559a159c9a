package lesson4j.data;

import static lesson4j.plot.Given.reason;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One picture of any size, made a square of a side length; or why there is none. */
record Photo(Path file, float[] pixels, @Nullable String problem) {
    private static final int[] SHARES = {19595, 38470, 7471}; // of red, green, blue in grey, of 65536: ITU-R 601

    static Photo read(Path file, int side, boolean colour, ResizeMethod method) {
        try {
            float[][] planes = method.planes(PictureFile.decode(PictureFile.bytes(file)), side);
            return new Photo(file, colour ? joined(planes) : grey(planes), null);
        } catch (IOException e) {
            return new Photo(file, new float[0], reason(e));
        }
    }

    private static float[] grey(float[][] planes) {
        float[] grey = new float[planes[0].length];
        for (int i = 0; i < grey.length; i++) {
            double sum = (double) planes[0][i] * SHARES[0] + (double) planes[1][i] * SHARES[1];
            grey[i] = (float) ((sum + (double) planes[2][i] * SHARES[2]) / 65536);
        }
        return grey;
    }

    private static float[] joined(float[][] planes) {
        int pixels = planes[0].length;
        float[] all = new float[3 * pixels];
        for (int plane = 0; plane < 3; plane++) {
            System.arraycopy(planes[plane], 0, all, plane * pixels, pixels);
        }
        return all;
    }
}
