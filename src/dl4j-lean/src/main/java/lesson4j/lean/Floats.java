package lesson4j.lean;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix outside the heap with a copy inside, moved over in one go: BLAS works on one, Java on the other. */
final class Floats {
    /** The longest array that Java makes. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    final FloatPointer outside;
    final float[] inside;

    Floats(long size) {
        outside = new FloatPointer(size);
        inside = new float[room(size)];
    }

    /** Returns a number of values as the size of a Java array. */
    static int room(long size) {
        if (size > MOST) {
            throw new IllegalArgumentException("Expected batches that fit into one array at each place of the net but"
                    + " found one that takes " + size + " places. Make the batches smaller: dls.bs(64).");
        }
        return (int) size;
    }

    /**
     * Returns the memory of a vector of parameters itself, which lives as long as the pointer does.
     *
     * @throws IllegalArgumentException when it does not hold floats that lie one after the other
     */
    static FloatPointer memory(INDArray params) {
        if (!isPlain(params)) {
            throw new IllegalArgumentException("Expected parameters of type FLOAT that lie one after the other but"
                    + " found " + params.dataType() + ", shape " + Arrays.toString(params.shape()) + ", strides "
                    + Arrays.toString(params.stride()) + ". Give the net parameters of its own by init().");
        }
        return new Place(params, address(params));
    }

    private static boolean isPlain(INDArray array) {
        return array.dataType() == DataType.FLOAT
                && !array.isEmpty()
                && (array.length() == 1 || array.elementWiseStride() == 1)
                && array.offset() + array.length() <= array.data().underlyingLength();
    }

    private static long address(INDArray array) {
        return array.data().pointer().address() + Float.BYTES * array.offset();
    }

    /**
     * Returns how many numbers after the beginning of {@code whole} its part begins.
     *
     * @throws Unknown when it lies elsewhere, or in another way
     */
    static long place(INDArray part, INDArray whole) {
        long bytes = address(part) - address(whole);
        if (!isPlain(part) || bytes < 0 || bytes / Float.BYTES + part.length() > whole.length()) {
            throw new Unknown("its parameters do not lie in the net's own vector");
        }
        return bytes / Float.BYTES;
    }

    /** Returns the same memory, {@code offset} numbers further on. */
    static FloatPointer at(FloatPointer base, long offset) {
        return new Place(base, base.address() + Float.BYTES * (base.position() + offset));
    }

    /** A pointer into another's memory. It costs the collector nothing, as JavaCPP's copies of a pointer do. */
    private static final class Place extends FloatPointer {
        /** Keeps the memory as long as this place is in use. */
        @SuppressWarnings("unused")
        private final Object owner;

        Place(Object owner, long address) {
            super((Pointer) null);
            this.owner = owner;
            this.address = address;
        }
    }
}
