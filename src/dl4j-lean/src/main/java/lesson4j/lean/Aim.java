package lesson4j.lean;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Where gradients go: to a memory of their own, to be made something of, or straight to what they are the gradients of.
 *
 * <p>Plain SGD adds the gradient times minus the learning rate, which a matrix product does as it ends: nobody writes the
 * gradient anywhere, or reads it again.
 *
 * @param memory of gradients or of parameters, in the parameters' order
 * @param rates what to multiply the gradient at a place with, before it is added
 */
record Aim(FloatPointer memory, boolean adds, Rates rates) {
    /** A factor for each place among the parameters. */
    interface Rates {
        float at(long place);
    }

    /** Returns the aim at a memory of gradients. */
    static Aim at(FloatPointer gradients) {
        return new Aim(gradients, false, place -> 1);
    }

    /** Puts {@code n} gradients there, from {@code place} on. */
    void put(float[] gradients, int n, long place) {
        float rate = rates.at(place);
        if (nothing(rate)) {
            return;
        }
        float[] sums = new float[n];
        FloatPointer there = Floats.at(memory, place);
        if (adds) {
            there.get(sums, 0, n);
        }
        for (int i = 0; i < n; i++) {
            sums[i] += rate * gradients[i];
        }
        there.put(sums, 0, n);
    }

    /** Puts Dᵀ·X there, from {@code place} on: D {@code [b, out]}, X {@code [b, in]}. */
    void product(int out, int in, int b, FloatPointer d, FloatPointer x, long place) {
        float rate = rates.at(place);
        if (!nothing(rate)) {
            Gemm.addTransposedLeft(out, in, b, rate, d, x, Floats.at(memory, place), adds);
        }
    }

    /** A frozen layer stays as it is even beside infinite gradients, of which none times is not a number. */
    private boolean nothing(float rate) {
        return adds && rate == 0;
    }
}
