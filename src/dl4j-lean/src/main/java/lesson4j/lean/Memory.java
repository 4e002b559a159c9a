package lesson4j.lean;

import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** The memory of a net's parameters and gradients. Gradients are made when something is learned. */
final class Memory {
    final FloatPointer params;
    private final Net net;
    private @Nullable FloatPointer gradients;

    Memory(Net net) {
        this.net = net;
        this.params = Floats.memory(net.params());
    }

    /** Returns the gradients, in the parameters' order. */
    FloatPointer gradients() {
        if (gradients == null) {
            gradients = Floats.memory(net.gradients());
        }
        return gradients;
    }
}
