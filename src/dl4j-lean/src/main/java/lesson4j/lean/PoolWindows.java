package lesson4j.lean;

import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Refuses pooling whose windows may see nothing but padding, as PyTorch does: there DL4J writes beyond its memory. */
final class PoolWindows {
    private PoolWindows() {}

    /**
     * Looks at all pooling layers of a net.
     *
     * @throws IllegalArgumentException when one has a padding as wide as its window
     */
    static void check(Net net) {
        for (int i = 0; i < net.layers().length; i++) {
            if (net.layers()[i].conf().getLayer() instanceof SubsamplingLayer pooling) {
                check(pooling, i + 1);
            }
        }
    }

    private static void check(SubsamplingLayer pooling, int number) {
        int[] kernel = pooling.getKernelSize();
        int[] padding = pooling.getPadding();
        for (int side = 0; side < kernel.length; side++) {
            int reach = (kernel[side] - 1) * pooling.getDilation()[side] + 1;
            if (padding[side] >= reach) {
                throw new IllegalArgumentException(
                        "Layer " + number + " (" + pooling.getClass().getSimpleName()
                                + ") has windows of " + reach + " with a padding of " + padding[side]
                                + ", so that some see nothing but padding. Make the padding smaller than the window.");
            }
        }
    }
}
