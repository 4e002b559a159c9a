package lesson4j.lean;

/** An activation on its own. */
record ActivationPart(Plane in, Plane out, Pointwise activation) implements Part {

    @Override
    public void forward(int b, boolean training) {
        int row = b * in.area();
        Crew.share(in.channels, (long) in.channels * row, (from, to) -> {
            System.arraycopy(in.value, from * row, out.value, from * row, (to - from) * row);
            activation.apply(out.value, from * row, to * row);
        });
    }

    @Override
    public void backward(int b) {
        int row = b * in.area();
        boolean add = in.addsToDelta();
        Crew.share(in.channels, (long) in.channels * row, (from, to) -> {
            activation.backprop(out.delta, out.value, from * row, to * row);
            Plane.pass(out.delta, from * row, in.delta, from * row, (to - from) * row, add);
        });
    }
}
