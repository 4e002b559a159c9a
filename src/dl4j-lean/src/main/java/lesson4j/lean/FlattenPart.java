package lesson4j.lean;

/** Makes pictures plain features, channel after channel. So a dense layer after a convolution wants them. */
record FlattenPart(Plane in, Plane out) implements Part {
    private interface Pixel {
        void of(int from, int to, int n);
    }

    /** Goes through the pixels: in a plane of plain numbers each has all examples together. */
    private void pixels(int b, Pixel pixel) {
        in.each(b, 0, in.channels, (c, group, n) -> {
            for (int p = 0; p < in.area(); p++) {
                pixel.of(in.at(c, group, b) + p * n, (c * in.area() + p) * b + group, n);
            }
        });
    }

    @Override
    public void forward(int b, boolean training) {
        pixels(b, (from, to, n) -> System.arraycopy(in.value, from, out.value, to, n));
    }

    @Override
    public void backward(int b) {
        boolean add = in.addsToDelta();
        pixels(b, (to, from, n) -> Plane.pass(out.delta, from, in.delta, to, n, add));
    }
}
