package lesson4j.lean;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Data, listeners and differences for tests that train beside {@code net.fit}. */
final class Fits {
    private Fits() {}

    /** Writes down what DL4J tells a listener. */
    static class Listener extends BaseTrainingListener {
        final List<String> told = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();
        final List<INDArray> params = new ArrayList<>();

        @Override
        public void onEpochStart(Model model) {
            told.add("start");
        }

        @Override
        public void onEpochEnd(Model model) {
            told.add("end");
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            told.add(iteration + " of epoch " + epoch + ", " + model.batchSize() + " examples");
            scores.add(model.score());
            params.add(model.params().dup());
        }
    }

    static INDArray draw(Random random, int rows, int columns) {
        double[] numbers = random.doubles((long) rows * columns).toArray();
        return Nd4j.createFromArray(numbers).reshape(rows, columns).castTo(DataType.FLOAT);
    }

    static INDArray oneHot(int rows, int columns) {
        INDArray y = Nd4j.zeros(DataType.FLOAT, rows, columns);
        for (int i = 0; i < rows; i++) {
            y.putScalar(i, (i * 7) % columns, 1);
        }
        return y;
    }

    static DataSetIterator iterator(INDArray x, INDArray y, int bs) {
        List<DataSet> batches = new ArrayList<>();
        for (int from = 0; from < x.size(0); from += bs) {
            var rows = NDArrayIndex.interval(from, Math.min(from + bs, x.size(0)));
            batches.add(new DataSet(x.get(rows).dup(), y.get(rows).dup()));
        }
        return new ExistingDataSetIterator(batches) {
            /** One by one, so that a fit that fails leaves no batch under way. */
            @Override
            public boolean asyncSupported() {
                return false;
            }
        };
    }

    static double norm(INDArray x) {
        return x.norm2Number().doubleValue();
    }
}
