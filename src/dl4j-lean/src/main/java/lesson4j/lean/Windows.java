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

    /** Returns how many places a block has. */
    int places(Block block);

    /** Returns the first block of a batch, whose size keeps what is made of it in a core's cache. */
    Block first(int b);

    /** Returns the weights as the products' left sides. Until it is called again they stay. */
    FloatPointer of(FloatPointer weights);

    /** Returns what {@link #of} returned last for these weights. */
    FloatPointer again(FloatPointer weights);

    /** Returns where the gradients of those left sides are to be written. */
    FloatPointer toWrite(FloatPointer gradients);

    /** Brings what was written there to the gradients of the weights themselves. */
    void written(FloatPointer gradients);

    /** Writes what a block's windows see as the products' right sides. */
    void fill(FloatPointer matrix, Block block);

    /**
     * Adds to the derivatives of a block's input, or sets them to, what came back in the form of {@link #fill}.
     *
     * <p>Of the same examples the block with the first row comes first.
     */
    void giveBack(FloatPointer matrix, Block block, boolean add);

    /** Reads channels {@code from} to before {@code to} of a block's output from the products. */
    void take(FloatPointer result, int from, int to, Block block);

    /** Writes the derivatives by those channels of a block's output in the form that {@link #take} reads. */
    void put(FloatPointer result, int from, int to, Block block);
}
