package lesson4j.lean;

import java.util.Iterator;
import java.util.OptionalLong;

/** The door of a net: only examples as wide as it get in. */
record ExampleWidth(OptionalLong inputs) {

    /**
     * Returns the batch.
     *
     * @throws IllegalArgumentException when the net takes another number of features
     */
    <B extends MiniBatch> B checked(B batch) {
        int features = batch.features();
        if (inputs.isPresent() && inputs.getAsLong() != features) {
            throw new IllegalArgumentException(
                    "Expected examples of " + inputs.getAsLong() + " numbers, as many as the net takes, but found "
                            + features + ". Build the net for " + features + " inputs, or give it other data.");
        }
        return batch;
    }

    /** Returns the same batches, each checked when it comes. */
    <B extends MiniBatch> Iterable<B> checked(Iterable<B> batches) {
        return () -> {
            Iterator<B> left = batches.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return left.hasNext();
                }

                @Override
                public B next() {
                    return checked(left.next());
                }
            };
        };
    }
}
