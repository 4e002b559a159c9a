package lesson4j.lean;

import java.util.Arrays;

/** Global average pooling: each channel of an example becomes one number. */
record MeanPart(Plane in, Plane out) implements Part {

    @Override
    public void forward(int b, boolean training) {
        int area = in.area();
        for (int i = 0; i < in.channels * b; i++) {
            float sum = 0;
            for (int j = i * area; j < (i + 1) * area; j++) {
                sum += in.value[j];
            }
            out.value[i] = sum / area;
        }
    }

    @Override
    public void backward(int b) {
        int area = in.area();
        boolean add = in.addsToDelta();
        for (int i = 0; i < in.channels * b; i++) {
            float share = out.delta[i] / area;
            if (add) {
                for (int j = i * area; j < (i + 1) * area; j++) {
                    in.delta[j] += share;
                }
            } else {
                Arrays.fill(in.delta, i * area, (i + 1) * area, share);
            }
        }
    }
}
