package lesson4j.lean;

/** One operation of a net on planes: forward it writes its output's values, backward its inputs' derivatives. */
interface Part {

    /** Computes the output for a batch of {@code b}; training uses the batch's own statistics where that matters. */
    void forward(int b, boolean training);

    /** Writes the gradients of its parameters, and the derivatives by its inputs from those by its output. */
    void backward(int b);

    /** Takes over the activation that alone reads its output, if it can; returns whether it does. */
    default boolean takeOver(Pointwise activation) {
        return false;
    }
}
