import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Five nets of DL4J's own examples, without the l2 that some of them have, which only DL4J's fit knows. */
enum Example {
    /** MLPMnistSingleLayerExample. */
    ONE_LAYER(640, 784, 10, 128, 1, new Nesterovs(0.006, 0.9)) {
        @Override
        Layer[] layers() {
            return new Layer[] {dense(784, 1000, Activation.RELU), end(1000, 10)};
        }
    },
    /** MLPMnistTwoLayerExample. */
    TWO_LAYERS(640, 784, 10, 64, 1, new Adam(0.0015)) {
        @Override
        Layer[] layers() {
            return new Layer[] {dense(784, 500, Activation.RELU), dense(500, 100, Activation.RELU), end(100, 10)};
        }
    },
    /** LeNetMNIST. */
    LENET(128, 784, 10, 64, 1, new Adam(1e-3)) {
        @Override
        Layer[] layers() {
            return new Layer[] {
                convolution(20), pooling(), convolution(50), pooling(), dense(0, 500, Activation.RELU), end(0, 10)
            };
        }
    },
    /** IrisClassifier: all flowers in one batch. */
    IRIS(150, 4, 3, 150, 50, new Sgd(0.1)) {
        @Override
        Layer[] layers() {
            return new Layer[] {dense(4, 3, Activation.TANH), dense(3, 3, Activation.TANH), end(3, 3)};
        }
    },
    /** MoonClassifier. */
    MOON(2_000, 2, 2, 50, 1, new Nesterovs(0.005, 0.9)) {
        @Override
        Layer[] layers() {
            return new Layer[] {dense(2, 20, Activation.RELU), end(20, 2)};
        }
    };

    final int rows;
    final int features;
    final int classes;
    final int batch;
    final int epochs;
    private final IUpdater updater;

    Example(int rows, int features, int classes, int batch, int epochs, IUpdater updater) {
        this.rows = rows;
        this.features = features;
        this.classes = classes;
        this.batch = batch;
        this.epochs = epochs;
        this.updater = updater;
    }

    abstract Layer[] layers();

    MultiLayerConfiguration configuration() {
        var list = new NeuralNetConfiguration.Builder()
                .seed(123)
                .weightInit(WeightInit.XAVIER)
                .updater(updater.clone())
                .list(layers());
        if (this == LENET) {
            list.setInputType(InputType.convolutionalFlat(28, 28, 1));
        }
        return list.build();
    }

    private static Layer dense(int in, int out, Activation activation) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
    }

    private static Layer end(int in, int out) {
        return new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nIn(in)
                .nOut(out)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Layer convolution(int filters) {
        return new ConvolutionLayer.Builder(5, 5)
                .nOut(filters)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static Layer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
