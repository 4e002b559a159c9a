package lesson4j.train;

import java.util.Random;
import lesson4j.lean.Net;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.Losses;
import lesson4j.loss.MnistLoss;
import lesson4j.loss.Targets;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;
import org.nd4j.linalg.lossfunctions.impl.LossWasserstein;

/** Losses of DL4J's and of the lesson's, drawn by chance. */
final class DrawnLoss {
    private DrawnLoss() {}

    /** Draws one that can judge by what the net ends in; the others are refused, see TargetsTest. */
    static ILossFunction of(Random random, Model net, int outputs) {
        ILossFunction drawn = any(random, outputs);
        while (Targets.of(drawn) == Targets.SHARES && outputs == 1 || !ends(net, drawn)) {
            drawn = any(random, outputs);
        }
        return drawn;
    }

    private static boolean ends(Model net, ILossFunction loss) {
        try {
            Ends.of(net instanceof MultiLayerNetwork stack ? Net.of(stack) : Net.of((ComputationGraph) net), loss);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ILossFunction any(Random random, int outputs) {
        return switch (random.nextInt(20)) {
            case 0 -> new MnistLoss();
            case 1 -> new CrossEntropy();
            case 2 -> Losses.binaryCrossEntropy();
            case 3 -> Losses.l1Mean();
            case 4 -> new LossMSE();
            case 5 -> new LossL1();
            case 6 -> new LossL2(Nd4j.linspace(1, outputs, outputs).reshape(1, outputs));
            case 7 -> new LossMAE();
            case 8 -> new LossMAPE();
            case 9 -> new LossMSLE();
            case 10 -> new LossBinaryXENT();
            case 11 -> new LossMCXENT();
            case 12 -> new LossNegativeLogLikelihood();
            case 13 -> new LossHinge();
            case 14 -> new LossSquaredHinge();
            case 15 -> new LossKLD();
            case 16 -> new LossPoisson();
            case 17 -> new LossCosineProximity();
            case 18 -> new LossWasserstein();
            default -> new LossFMeasure();
        };
    }
}
