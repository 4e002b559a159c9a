import java.nio.file.Path;
import lesson4j.course.DrawnDigits;
import lesson4j.data.DataLoaders;
import lesson4j.data.Photos;
import lesson4j.data.Seed;
import lesson4j.loss.Losses;
import lesson4j.nn.Nets;
import lesson4j.train.Interpretation;
import lesson4j.train.Learner;
import lesson4j.train.Metrics;

/** Trains a net outside a notebook: on digits drawn by a program, or on a folder of pictures that you name. */
public class ReadDigits {

    public static void main(String[] arguments) {
        DataLoaders dls = arguments.length > 0
                ? Photos.grey(28).randomSplit(Path.of(arguments[0]), 0.2, 42)
                : DataLoaders.randomSplit(DrawnDigits.images(200, 1), 0.2, 42);
        int classes = dls.classes().size();
        Seed.set(42);

        var learn = new Learner(dls, Nets.simpleNet(784, 50, classes), Losses.crossEntropy(), Metrics.accuracy());
        learn.fit(5, 0.1);

        System.out.println(Interpretation.of(learn));
        System.out.println("accuracy " + learn.recorder().last("accuracy"));
    }
}
