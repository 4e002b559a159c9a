package lesson4j.lean;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/**
 * Batch norm: each channel is brought to mean 0 and deviation 1 over the batch, then scaled and shifted.
 *
 * <p>DL4J keeps the running mean and variance among the parameters, and their change among the gradients.
 */
final class NormPart extends BentPart {
    private final Plane in;
    private final Plane out;
    private final Memory memory;
    private final long place;
    private final double eps;
    private final double decay;
    private final boolean logarithm;
    private final float[] own;
    private final float[] change;
    private final float[] mean;
    private final float[] inverse;

    /** Takes the place of gamma, beta, mean and variance, or its logarithm, among the parameters. */
    NormPart(Plane in, Plane out, Memory memory, long place, BatchNormalization conf) {
        super(Pointwise.IDENTITY);
        this.in = in;
        this.out = out;
        this.memory = memory;
        this.place = place;
        this.eps = conf.getEps();
        this.decay = conf.getDecay();
        this.logarithm = conf.isUseLogStd();
        this.own = new float[4 * in.channels];
        this.change = new float[4 * in.channels];
        this.mean = new float[in.channels];
        this.inverse = new float[in.channels];
    }

    @Override
    public void forward(int b, boolean training) {
        int n = b * in.area();
        int channels = in.channels;
        Floats.at(memory.params, place).get(own, 0, own.length);
        Crew.share(channels, 4L * channels * n, (from, to) -> {
            for (int c = from; c < to; c++) {
                if (training) {
                    measure(c, n);
                } else {
                    mean[c] = own[2 * channels + c];
                    inverse[c] = (float) (1 / Math.sqrt(running(c) + eps));
                }
                float scale = own[c] * inverse[c];
                float shift = own[channels + c] - scale * mean[c];
                for (int i = c * n; i < (c + 1) * n; i++) {
                    out.value[i] = scale * in.value[i] + shift;
                }
                activation.apply(out.value, c * n, (c + 1) * n);
            }
        });
    }

    private void measure(int c, int n) {
        // both sums in one go, as the numbers come from far; beside one of their own, large means lose nothing
        float near = in.value[c * n];
        double[] sums = moments(in.value, c * n, n, near);
        double off = sums[0] / n;
        double batchMean = near + off;
        double variance = Math.max(0, sums[1] / n - off * off);
        mean[c] = (float) batchMean;
        inverse[c] = (float) (1 / Math.sqrt(variance + eps));
        int channels = in.channels;
        change[2 * channels + c] = (float) ((1 - decay) * (own[2 * channels + c] - batchMean));
        double before = running(c);
        double after = decay * before + (1 - decay) * variance;
        change[3 * channels + c] = (float) (logarithm ? Math.log10(before / after) / 2 : before - after);
    }

    /** Returns the running variance. DL4J keeps the logarithm of its root, unless it is told otherwise. */
    private double running(int c) {
        double kept = own[3 * in.channels + c];
        return logarithm ? Math.pow(10, 2 * kept) : kept;
    }

    @Override
    public void backward(int b) {
        int n = b * in.area();
        boolean add = in.addsToDelta();
        Crew.share(in.channels, 4L * in.channels * n, (from, to) -> {
            for (int c = from; c < to; c++) {
                backward(c, n, add);
            }
        });
        Floats.at(memory.gradients(), place).put(change, 0, change.length);
    }

    private void backward(int c, int n, boolean add) {
        int start = c * n;
        activation.backprop(out.delta, out.value, start, start + n);
        double[] sums = products(out.delta, in.value, start, n, 0, mean[c]);
        double sum = sums[0];
        double along = sums[1] * inverse[c];
        change[c] = (float) along;
        change[in.channels + c] = (float) sum;
        float scale = own[c] * inverse[c];
        float level = (float) (sum / n);
        float slope = (float) (along / n) * inverse[c];
        float middle = mean[c];
        for (int i = start; i < start + n; i++) {
            float d = scale * (out.delta[i] - level - slope * (in.value[i] - middle));
            in.delta[i] = add ? in.delta[i] + d : d;
        }
    }

    /** Four sums at a time, as a processor can add four numbers while it waits for one. */
    static double sum(float[] x, int start, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = start;
        for (; i + 3 < start + n; i += 4) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
        }
        for (; i < start + n; i++) {
            a += x[i];
        }
        return a + b + c + d;
    }

    /** Returns the sums of what numbers are more than {@code near}, and of its squares. */
    private static double[] moments(float[] x, int start, int n, double near) {
        return products(x, x, start, n, near, near);
    }

    /** Returns the sums of {@code y - level}, and of {@code (y - level) (x - mean)}: four each at a time, as above. */
    private static double[] products(float[] y, float[] x, int start, int n, double level, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int i = start;
        for (; i + 3 < start + n; i += 4) {
            double p = y[i] - level;
            double q = y[i + 1] - level;
            double r = y[i + 2] - level;
            double s = y[i + 3] - level;
            a += p;
            b += q;
            c += r;
            d += s;
            e += p * (x[i] - mean);
            f += q * (x[i + 1] - mean);
            g += r * (x[i + 2] - mean);
            h += s * (x[i + 3] - mean);
        }
        for (; i < start + n; i++) {
            a += y[i] - level;
            e += (y[i] - level) * (x[i] - mean);
        }
        return new double[] {a + b + c + d, e + f + g + h};
    }
}
