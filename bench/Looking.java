import static lesson4j.train.Metrics.accuracy;

import java.nio.file.Path;
import java.util.function.Supplier;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.loss.CrossEntropy;
import lesson4j.train.Learner;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a net says of pictures, without training: predictions, or loss and accuracy. */
final class Looking {
    private final LabelledImages images;
    private final Learner learn;

    Looking(Path files, LabelledImages images, MultiLayerNetwork net) {
        this.images = images;
        var dls = DataLoaders.of(images, images).bs(256).shuffle(false);
        this.learn = new Learner(dls, net, new CrossEntropy(), accuracy());
        TorchFiles.write(files, net, dls, 1, 1);
    }

    Supplier<Ours.Run> predict() {
        double[] results = new double[2];
        Runnable timed = () -> {
            INDArray preds = learn.getPreds().preds();
            results[0] = preds.getDouble(0, 0);
            results[1] = preds.getDouble(images.size() - 1, 9);
        };
        return () -> new Ours.Run(timed, () -> results);
    }

    Supplier<Ours.Run> evaluate() {
        double[] results = new double[2];
        Runnable timed = () -> {
            var figures = learn.validate();
            results[0] = figures.get("valid_loss");
            results[1] = figures.get("accuracy");
        };
        return () -> new Ours.Run(timed, () -> results);
    }
}
