package lesson4j.lean;

import java.util.Arrays;

/** Pooling: each window of a picture becomes one number. */
abstract class PoolPart implements Part {
    final Plane in;
    final Plane out;
    private final Window window;
    private final View[] views;

    PoolPart(Plane in, Plane out, Window window) {
        this.in = in;
        this.out = out;
        this.window = window;
        this.views = new View[out.area()];
        Arrays.setAll(views, place -> view(place / out.width, place % out.width));
    }

    private View view(int y, int x) {
        int top = y * window.stride() - window.pad();
        int left = x * window.stride() - window.pad();
        return new View(
                Math.max(0, top),
                Math.min(in.height, top + window.kernel()),
                Math.max(0, left),
                Math.min(in.width, left + window.kernel()));
    }

    /** What a window sees of a picture, padding left out. Ends are not included. */
    record View(int top, int bottom, int left, int right) {}

    /** Makes room for so many windows. */
    void begin(int windows) {}

    /** Computes window number {@code at}, of the picture that begins at {@code picture}. */
    abstract void forward(int at, int picture, View view);

    /** Adds window number {@code at}'s derivative to those of what it sees of that picture. */
    abstract void backward(int at, int picture, View view);

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
        void of(int at, int picture, View view);
    }

    private void views(int from, int to, Use use) {
        for (int picture = from; picture < to; picture++) {
            for (int place = 0; place < views.length; place++) {
                use.of(picture * views.length + place, picture * in.area(), views[place]);
            }
        }
    }
}
