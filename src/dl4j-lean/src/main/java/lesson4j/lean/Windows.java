package lesson4j.lean;

import org.bytedeco.javacpp.FloatPointer;

/**
 * How a convolution becomes matrix products: what its input, its weights and its output are written as.
 *
 * <p>There are {@link #products} products beside each other, each of weights {@code [out, depth]} and a matrix
 * {@code [depth, places]}. In memory the matrices of one side lie beside each other, as {@link Gemm#products} takes them.
 */
interface Windows {
    /** Returns how many products there are. */
    int products();

    /** Returns how many numbers a place sees in each product. */
    int depth();

    /** Returns how many places so many examples have. */
    int places(int examples);

    /** Returns whether a batch is taken whole rather than a few examples at a time. */
    boolean takesWhole(int b);

    /** Returns how many examples to take at a time, so that what is made of them stays in a core's cache. */
    int atOnce();

    /** Returns the weights as the products' left sides. Until it is called again they stay. */
    FloatPointer of(FloatPointer weights);

    /** Returns what {@link #of} returned last for these weights. */
    FloatPointer again(FloatPointer weights);

    /** Returns where the gradients of those left sides are to be written. */
    FloatPointer toWrite(FloatPointer gradients);

    /** Brings what was written there to the gradients of the weights themselves. */
    void written(FloatPointer gradients);

    /** Writes the examples {@code first} to before {@code last} of a batch of {@code b} as the products' right sides. */
    void fill(FloatPointer matrix, int first, int last, int b);

    /** Adds to the derivatives of those examples, or sets them to, what came back in the form of {@link #fill}. */
    void giveBack(FloatPointer matrix, int first, int last, int b, boolean add);

    /** Reads channels {@code from} to before {@code to} of those examples' output from the products. */
    void take(FloatPointer result, int from, int to, int first, int last, int b);

    /** Writes the derivatives by those channels of those examples' output in the form that {@link #take} reads. */
    void put(FloatPointer result, int from, int to, int first, int last, int b);
}
