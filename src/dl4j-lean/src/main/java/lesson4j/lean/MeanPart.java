package lesson4j.lean;

import java.util.Arrays;

/** Global average pooling: each channel of an example becomes one number. */
record MeanPart(Plane in, Plane out) implements Part {

    @Override
    public void forward(int b, boolean training) {
        int area = in.area();
        Arrays.fill(out.value, 0, in.channels * b, 0f);
        in.each(b, 0, in.channels, (c, group, n) -> {
            for (int p = 0; p < area; p++) {
                Plane.pass(in.value, in.at(c, group, b) + p * n, out.value, out.at(c, group, b), n, true);
            }
        });
        for (int i = 0; i < in.channels * b; i++) {
            out.value[i] /= area;
        }
    }

    @Override
    public void backward(int b) {
        int area = in.area();
        boolean add = in.addsToDelta();
        for (int i = 0; i < in.channels * b; i++) {
            out.delta[i] /= area;
        }
        in.each(b, 0, in.channels, (c, group, n) -> {
            for (int p = 0; p < area; p++) {
                Plane.pass(out.delta, out.at(c, group, b), in.delta, in.at(c, group, b) + p * n, n, add);
            }
        });
    }
}
