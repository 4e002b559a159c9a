package lesson4j.lean;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Pooling: each window of a picture becomes one number. */
abstract class PoolPart implements Part {
    final Plane in;
    final Plane out;

    /** For each place the pixels that its window sees, padding left out. */
    final int[][] seen;

    private final Window window;

    PoolPart(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.window = window;
        this.seen = new int[out.area()][];
        Arrays.setAll(seen, place -> seen(place / out.width, place % out.width));
    }

    private int[] seen(int y, int x) {
        int top = y * window.stride() - window.pad();
        int left = x * window.stride() - window.pad();
        return IntStream.range(Math.max(0, top), Math.min(in.height, top + window.kernel()))
                .flatMap(row -> IntStream.range(Math.max(0, left), Math.min(in.width, left + window.kernel()))
                        .map(column -> row * in.width + column))
                .toArray();
    }

    /** Makes room for so many windows. */
    void begin(int windows) {}

    /** Computes the windows from number {@code to} on, of the picture that begins at {@code from}. */
    abstract void forward(int from, int to);

    /** Adds the derivatives by those windows to those by what they see of that picture. */
    abstract void backward(int from, int to);

    @Override
    public final void forward(int b, boolean training) {
        begin(out.channels * b * out.area());
        Crew.share(in.channels * b, work(b), (first, last) -> {
            for (int picture = first; picture < last; picture++) {
                forward(picture * in.area(), picture * seen.length);
            }
        });
    }

    @Override
    public final void backward(int b) {
        boolean adds = in.addsToDelta();
        Crew.share(in.channels * b, work(b), (first, last) -> {
            if (!adds) {
                Arrays.fill(in.delta, first * in.area(), last * in.area(), 0f);
            }
            for (int picture = first; picture < last; picture++) {
                backward(picture * in.area(), picture * seen.length);
            }
        });
    }

    private long work(int b) {
        return (long) out.channels * b * out.area() * window.kernel() * window.kernel();
    }
}
