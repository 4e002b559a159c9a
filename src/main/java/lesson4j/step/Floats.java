package lesson4j.step;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix outside the heap with a copy inside, moved over in one go: BLAS works on one, Java on the other. */
final class Floats {
    final FloatPointer outside;
    final float[] inside;

    Floats(int size) {
        outside = new FloatPointer((long) size);
        inside = new float[size];
    }

    /** Copies the first {@code count} numbers from BLAS's side to Java's. */
    void fetch(int count) {
        outside.get(inside, 0, count);
    }

    /** Copies the first {@code count} numbers from Java's side to BLAS's. */
    void store(int count) {
        outside.put(inside, 0, count);
    }

    /** Returns the memory of a vector of parameters itself. */
    static FloatPointer memory(INDArray params) {
        return new FloatPointer(params.data().pointer()).position(params.offset());
    }

    /** Returns the same memory, {@code offset} numbers further on. */
    static FloatPointer at(FloatPointer base, long offset) {
        return new Place(base, offset);
    }

    /** A pointer into another's memory, which costs the collector nothing as JavaCPP's copies of a pointer do. */
    private static final class Place extends FloatPointer {
        /** Keeps the memory as long as this place is in use. */
        @SuppressWarnings("unused")
        private final FloatPointer base;

        Place(FloatPointer base, long offset) {
            super((Pointer) null);
            this.base = base;
            this.address = base.address() + Float.BYTES * (base.position() + offset);
        }
    }
}
