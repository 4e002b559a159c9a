package lesson4j.lean;

import java.util.Arrays;

/** Pooling: each window of a picture becomes one number. */
abstract class PoolPart implements Part {
    final Plane in;
    final Plane out;
    private final Window window;

    PoolPart(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.window = window;
    }

    /** What a window sees of the picture, padding left out. Ends are not included. */
    record View(int picture, int top, int bottom, int left, int right) {}

    /** Makes room for so many windows. */
    void begin(int windows) {}

    /** Computes window number {@code at}. */
    abstract void forward(int at, View view);

    /** Adds window number {@code at}'s derivative to those of what it sees. */
    abstract void backward(int at, View view);

    @Override
    public final void forward(int b, boolean training) {
        begin(out.channels * b * out.area());
        Crew.share(in.channels * b, work(b), (from, to) -> views(from, to, this::forward));
    }

    @Override
    public final void backward(int b) {
        boolean adds = in.addsToDelta();
        Crew.share(in.channels * b, work(b), (from, to) -> {
            if (!adds) {
                Arrays.fill(in.delta, from * in.area(), to * in.area(), 0f);
            }
            views(from, to, this::backward);
        });
    }

    private long work(int b) {
        return (long) out.channels * b * out.area() * window.kernel() * window.kernel();
    }

    private interface Use {
        void of(int at, View view);
    }

    private void views(int from, int to, Use use) {
        for (int picture = from; picture < to; picture++) {
            for (int y = 0; y < out.height; y++) {
                int top = y * window.stride() - window.pad();
                for (int x = 0; x < out.width; x++) {
                    int left = x * window.stride() - window.pad();
                    var view = new View(
                            picture * in.area(),
                            Math.max(0, top),
                            Math.min(in.height, top + window.kernel()),
                            Math.max(0, left),
                            Math.min(in.width, left + window.kernel()));
                    use.of((picture * out.height + y) * out.width + x, view);
                }
            }
        }
    }
}
