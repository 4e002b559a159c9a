package lesson4j.lean;

/** Dropout: in training some values become 0 and the others larger, those that DL4J would choose. */
final class DropPart implements Part {
    private final Plane in;
    private final Plane out;
    private final float keep;
    private float[] mask = {};

    /** Makes the part; values are kept by a chance of {@code keep}. */
    DropPart(Plane in, Plane out, double keep) {
        this.in = in;
        this.out = out;
        this.keep = (float) keep;
    }

    @Override
    public void forward(int b, boolean training) {
        int row = b * in.area();
        if (!training) {
            System.arraycopy(in.value, 0, out.value, 0, in.channels * row);
            return;
        }
        if (mask.length < in.channels * row) {
            mask = new float[in.channels * row];
        }
        Draw draw = Draw.next((long) in.channels * row);
        Crew.share(in.channels, 4L * in.channels * row, (from, to) -> {
            in.each(b, from, to, (c, group, n) -> draw(draw, c, group, n, in.at(c, group, b)));
            for (int i = from * row; i < to * row; i++) {
                out.value[i] = in.value[i] * mask[i];
            }
        });
    }

    /** DL4J's array has an example's channels together. */
    private void draw(Draw draw, int c, int group, int n, int at) {
        int area = in.area();
        int kept = Float.floatToRawIntBits(1 / keep);
        for (int p = 0; p < area; p++) {
            for (int i = 0; i < n; i++) {
                long place = ((long) (group + i) * in.channels + c) * area + p;
                // without a branch, which a processor would guess wrong every other time
                int below = Float.floatToRawIntBits(draw.at(place) - keep) >> 31;
                mask[at + p * n + i] = Float.intBitsToFloat(kept & below);
            }
        }
    }

    @Override
    public void backward(int b) {
        int row = b * in.area();
        boolean add = in.addsToDelta();
        Crew.share(in.channels, (long) in.channels * row, (from, to) -> {
            for (int i = from * row; i < to * row; i++) {
                out.delta[i] *= mask[i];
            }
            Plane.pass(out.delta, from * row, in.delta, from * row, (to - from) * row, add);
        });
    }
}
