package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import lesson4j.Reference;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import lesson4j.testing.Effort;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fit after fit, each with a net of its own by one of three steps: memory and threads stay. */
class SteadyTest {
    private static final int FITS = Effort.of(30, 300);

    /** What is in use after garbage was collected, in megabytes. */
    private record Use(double heap, double outside, double process, int threads) {
        static Use now() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(100); // JavaCPP frees what the collector found on a thread of its own
            }
            double heap =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
            return new Use(heap, Pointer.totalBytes() / 1e6, Pointer.physicalBytes() / 1e6, Thread.activeCount());
        }
    }

    private static MultiLayerNetwork net(int kind) {
        return switch (kind) {
            case 0 -> Nets.simpleNet(144, 50, 3);
            case 1 ->
                Nets.sequential(
                        InputType.convolutionalFlat(12, 12, 1),
                        Nets.nnConv2d(1, 8, 3, 2),
                        Nets.nnReLU(),
                        Nets.nnBatchNorm2d(8),
                        Nets.nnLinear(288, 3));
            default ->
                Nets.sequential(
                        new DenseLayer.Builder()
                                .nIn(144)
                                .nOut(50)
                                .dropOut(0.5)
                                .activation(Activation.RELU)
                                .build(),
                        Nets.nnLinear(50, 3));
        };
    }

    @Test
    void manyFitsTakeNoMoreThanFew() throws InterruptedException {
        INDArray x = Reference.matrix(Reference.draw(new Random(5), 300 * 144, 0, 1), 300)
                .castTo(DataType.FLOAT);
        INDArray y = Nd4j.eye(3).castTo(DataType.FLOAT).repeat(0, 100);
        var dls = DataLoaders.of(DataLoader.of(x, y).bs(32).shuffle(), DataLoader.of(x, y));
        Use early = null;
        for (int fit = 0; fit < FITS; fit++) {
            if (fit == FITS / 3) {
                early = Use.now();
            }
            Learner learn = new Learner(dls, net(fit % 3), new CrossEntropy()).quiet();
            learn.fit(2, 0.1);
            learn.validate();
        }
        Use late = Use.now();

        System.err.println(FITS + " fits: " + early + ", " + late);
        for (double[] both :
                List.of(new double[] {early.heap, late.heap}, new double[] {early.outside, late.outside}, new double[] {
                    early.threads, late.threads
                })) {
            assertThat(both[1]).isLessThanOrEqualTo(1.05 * both[0] + 1);
        }
    }
}
