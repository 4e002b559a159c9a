import static lesson4j.course.Datasets.MNIST;
import static lesson4j.course.Datasets.MNIST_SAMPLE;

import java.nio.file.Path;
import java.util.stream.IntStream;
import lesson4j.course.Datasets;
import lesson4j.data.DataLoaders;
import lesson4j.data.ImageFolder;
import lesson4j.data.LabelledImages;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The data that workloads take their parts of; each set is read once. */
final class Parts {
    final Path sample = Datasets.get(MNIST_SAMPLE);
    final Path digits = Datasets.get(MNIST);
    private LabelledImages sampleTrain;
    private LabelledImages digitsTrain;

    LabelledImages sampleTrain() {
        sampleTrain = sampleTrain == null ? ImageFolder.labelled(sample.resolve("train")) : sampleTrain;
        return sampleTrain;
    }

    LabelledImages digitsTrain() {
        digitsTrain = digitsTrain == null ? ImageFolder.labelled(digits.resolve("training")) : digitsTrain;
        return digitsTrain;
    }

    /** Returns some of the digits that nothing is trained on. */
    LabelledImages testing(int count) {
        return some(ImageFolder.labelled(digits.resolve("testing")), count);
    }

    DataLoaders threesAndSevens(int bs) {
        return of(sampleTrain(), sampleTrain().size(), bs);
    }

    DataLoaders digits(int count, int bs) {
        return of(digitsTrain(), count, bs);
    }

    /** A plain loop validates nothing: a validation part of one picture keeps the Learner's as short as can be. */
    static DataLoaders of(LabelledImages images, int count, int bs) {
        return DataLoaders.of(some(images, count), images.subset(new int[] {0}))
                .bs(bs)
                .seed(1);
    }

    /** The data are sorted by class: every so-manieth row makes a part with all of them. */
    private static LabelledImages some(LabelledImages images, int count) {
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * images.size() / count))
                .toArray();
        return count == images.size() ? images : images.subset(rows);
    }

    /** Returns all training digits so many times over. */
    LabelledImages repeated(int times) {
        LabelledImages once = digitsTrain();
        int size = once.size();
        INDArray x = Nd4j.createUninitialized(
                DataType.FLOAT, (long) times * size, once.x().size(1));
        for (int i = 0; i < times; i++) {
            var rows = NDArrayIndex.interval((long) i * size, (i + 1L) * size);
            x.get(rows, NDArrayIndex.all()).assign(once.x());
        }
        int[] labels = IntStream.range(0, times * size)
                .map(i -> once.labels()[i % size])
                .toArray();
        return new LabelledImages(x, labels, once.classes(), once.height(), once.width());
    }

    static DataLoaders all(Path data, int bs) {
        return DataLoaders.fromFolder(data).bs(bs).seed(1);
    }
}
