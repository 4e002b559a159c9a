package lesson4j.lean;

/** Makes pictures plain features, channel after channel. So a dense layer after a convolution wants them. */
record FlattenPart(Plane in, Plane out) implements Part {

    @Override
    public void forward(int b, boolean training) {
        for (int c = 0; c < in.channels; c++) {
            Transpose.of(in.value, out.value, c * b * in.area(), b, in.area());
        }
    }

    @Override
    public void backward(int b) {
        boolean add = in.addsToDelta();
        int size = in.channels * b * in.area();
        float[] delta = add ? new float[size] : in.delta;
        for (int c = 0; c < in.channels; c++) {
            Transpose.of(out.delta, delta, c * b * in.area(), in.area(), b);
        }
        if (add) {
            AddPart.pass(delta, in.delta, 0, size, true);
        }
    }
}
