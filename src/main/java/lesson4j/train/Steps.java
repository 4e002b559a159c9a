package lesson4j.train;

import java.util.Optional;
import lesson4j.loss.BatchLoss;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Chooses the quickest training step that is right for a net, loss and optimiser. */
final class Steps {
    private Steps() {}

    static TrainStep choose(MultiLayerNetwork net, Output output, ILossFunction loss, IUpdater optimiser) {
        Optional<DenseLayout> layout = DenseLayout.of(net);
        if (layout.isPresent() && optimiser instanceof Sgd && loss instanceof BatchLoss formula) {
            return new DenseStep(net, formula, layout.get());
        }
        return new FitStep(net, output, optimiser);
    }
}
