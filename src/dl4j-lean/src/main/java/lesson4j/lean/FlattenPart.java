package lesson4j.lean;

/** Makes pictures plain features, channel after channel. So a dense layer after a convolution wants them. */
record FlattenPart(Plane in, Plane out) implements Part {

    @Override
    public void forward(int b, boolean training) {
        int area = in.area();
        for (int c = 0; c < in.channels; c++) {
            for (int i = 0; i < b; i++) {
                for (int p = 0; p < area; p++) {
                    out.value[(c * area + p) * b + i] = in.value[(c * b + i) * area + p];
                }
            }
        }
    }

    @Override
    public void backward(int b) {
        int area = in.area();
        boolean add = in.addsToDelta();
        for (int c = 0; c < in.channels; c++) {
            for (int i = 0; i < b; i++) {
                for (int p = 0; p < area; p++) {
                    float d = out.delta[(c * area + p) * b + i];
                    int at = (c * b + i) * area + p;
                    in.delta[at] = add ? in.delta[at] + d : d;
                }
            }
        }
    }
}
