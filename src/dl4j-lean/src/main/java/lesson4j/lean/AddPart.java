package lesson4j.lean;

import java.util.List;

/** The sum of several planes: where a residual block's detour meets its shortcut. */
record AddPart(List<Plane> in, Plane out) implements Part {

    @Override
    public void forward(int b, boolean training) {
        int size = out.channels * b * out.area();
        Crew.share(size, 2L * in.size() * size, (from, to) -> {
            for (int i = 0; i < in.size(); i++) {
                pass(in.get(i).value, out.value, from, to, i > 0);
            }
        });
    }

    @Override
    public void backward(int b) {
        int size = out.channels * b * out.area();
        for (Plane plane : in) {
            boolean add = plane.addsToDelta();
            Crew.share(size, 2L * size, (from, to) -> pass(out.delta, plane.delta, from, to, add));
        }
    }

    /** Copies a range, or adds it to what is there. */
    static void pass(float[] from, float[] to, int start, int end, boolean add) {
        if (!add) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        for (int i = start; i < end; i++) {
            to[i] += from[i];
        }
    }
}
