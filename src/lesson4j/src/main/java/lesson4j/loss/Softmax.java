package lesson4j.loss;

/** Shares of 1, larger for larger numbers: p = e^z / Σ e^z, exact for any raw output. */
final class Softmax {
    private Softmax() {}

    /** Returns the shares of raw outputs. */
    static double[] of(double[] z) {
        double[] p = new double[z.length];
        into(p, z);
        return p;
    }

    /** Writes the shares of raw outputs into {@code p} and returns log Σ e^z; no exponential can overflow. */
    static double into(double[] p, double[] z) {
        double largest = z[0];
        for (double v : z) {
            largest = Math.max(largest, v);
        }
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            p[i] = Math.exp(z[i] - largest);
            sum += p[i];
        }
        for (int i = 0; i < z.length; i++) {
            p[i] /= sum;
        }
        return Math.log(sum) + largest;
    }

    /** Turns the derivative by shares into that by raw outputs, in place: p(d − Σ d p). */
    static void backward(double[] p, double[] d) {
        double mean = 0;
        for (int i = 0; i < p.length; i++) {
            mean += d[i] * p[i];
        }
        for (int i = 0; i < p.length; i++) {
            d[i] = p[i] * (d[i] - mean);
        }
    }
}
