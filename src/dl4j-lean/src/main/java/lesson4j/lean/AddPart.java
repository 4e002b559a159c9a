package lesson4j.lean;

import java.util.List;

/** The sum of several planes: where a residual block's detour meets its shortcut. */
final class AddPart extends BentPart {
    private final List<Plane> in;
    private final Plane out;

    AddPart(List<Plane> in, Plane out) {
        super(Pointwise.IDENTITY);
        this.in = in;
        this.out = out;
    }

    @Override
    public void forward(int b, boolean training) {
        int size = out.channels * b * out.area();
        Crew.share(size, 2L * in.size() * size, (from, to) -> {
            for (int i = 0; i < in.size(); i++) {
                Plane.pass(in.get(i).value, from, out.value, from, to - from, i > 0);
            }
            activation.apply(out.value, from, to);
        });
    }

    @Override
    public void backward(int b) {
        int size = out.channels * b * out.area();
        boolean[] add = new boolean[in.size()];
        for (int i = 0; i < add.length; i++) {
            add[i] = in.get(i).addsToDelta();
        }
        Crew.share(size, 2L * in.size() * size, (from, to) -> {
            activation.backprop(out.delta, out.value, from, to);
            for (int i = 0; i < add.length; i++) {
                Plane.pass(out.delta, from, in.get(i).delta, from, to - from, add[i]);
            }
        });
    }
}
