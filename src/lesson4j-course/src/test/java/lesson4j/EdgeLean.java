package lesson4j;

import static lesson4j.EdgeValues.list;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import lesson4j.data.DataLoader;
import lesson4j.lean.FastaiAdam;
import lesson4j.lean.Forward;
import lesson4j.lean.LeanTrainer;
import lesson4j.lean.MiniBatch;
import lesson4j.lean.Net;
import lesson4j.lean.OneThread;
import lesson4j.lean.Optimiser;
import lesson4j.lean.Output;
import lesson4j.lean.SgdMomentum;
import lesson4j.lean.TrainStep;
import lesson4j.nn.Nets;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Edge values of what trains DL4J's nets by their own parameters. */
final class EdgeLean {
    private EdgeLean() {}

    static void addTo(EdgeValues values) {
        values.good(Net.class, EdgeLean::net);
        values.good(Output.class, () -> Output.of(net()));
        values.good(Optimiser.class, () -> Optimiser.of(net(), new Adam(), true));
        values.put(MiniBatch.class, () -> list(batch(4, 1), batch(3, 1), batch(4, 2), null));
        values.put(Iterable.class, () -> list(List.of(batch(4, 1)), List.of(), null));
        values.put(DataSetIterator.class, () -> list(iterator(4, 1), iterator(4, 2), null));
        values.good(Forward.class, () -> Forward.of(Output.of(net())));
        values.good(LeanTrainer.class, EdgeLean::trainer);
        values.good(OneThread.class, OneThread::new);
        values.good(FastaiAdam.class, FastaiAdam::new);
        values.good(SgdMomentum.class, SgdMomentum::new);
        values.good(TrainStep.class, EdgeLean::step);
        BiConsumer<MiniBatch, INDArray> nothing = (batch, raw) -> {};
        values.good(BiConsumer.class, () -> nothing);
        ToDoubleFunction<Object> one = layer -> 1;
        values.good(ToDoubleFunction.class, () -> one);
    }

    private static Net net() {
        return Net.of(Nets.linear(4, 1));
    }

    /** Two thousand million epochs would take a while. */
    private static LeanTrainer trainer() {
        MultiLayerNetwork net = Nets.linear(4, 1);
        net.setListeners(new BaseTrainingListener() {
            @Override
            public void onEpochStart(Model model) {
                if (net.getEpochCount() > 10) {
                    throw new IllegalStateException("Ten epochs are enough for a test.");
                }
            }
        });
        return LeanTrainer.of(net);
    }

    private static TrainStep step() {
        Net net = net();
        var optimiser = Optimiser.of(net, new Adam(), true);
        optimiser.begin(layer -> 1);
        return TrainStep.of(Output.of(net), optimiser);
    }

    private static MiniBatch batch(int features, int outputs) {
        return MiniBatch.of(Nd4j.rand(2, features), Nd4j.rand(2, outputs));
    }

    private static DataSetIterator iterator(int features, int outputs) {
        return DataLoader.of(Nd4j.rand(2, features), Nd4j.rand(2, outputs))
                .bs(1)
                .asIterator();
    }
}
