package lesson4j.lean;

import java.util.Arrays;

/** Global average pooling: each channel of an example becomes one number. */
record MeanPart(Plane in, Plane out) implements Part {

    private interface Pixels {
        void of(int from, int to, int n);
    }

    /** Goes through the groups of each channel: where its pixels begin, and where its means. */
    private void groups(int b, Pixels pixels) {
        for (int c = 0; c < in.channels; c++) {
            int channel = c;
            in.whole(b).groups((group, n) -> pixels.of(in.at(channel, group, b), channel * b + group, n));
        }
    }

    @Override
    public void forward(int b, boolean training) {
        int area = in.area();
        Arrays.fill(out.value, 0, in.channels * b, 0f);
        groups(b, (from, to, n) -> {
            for (int p = 0; p < area; p++) {
                for (int i = 0; i < n; i++) {
                    out.value[to + i] += in.value[from + p * n + i];
                }
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
        groups(b, (to, from, n) -> {
            for (int p = 0; p < area; p++) {
                for (int i = 0; i < n; i++) {
                    float share = out.delta[from + i] / area;
                    int at = to + p * n + i;
                    in.delta[at] = add ? in.delta[at] + share : share;
                }
            }
        });
    }
}
