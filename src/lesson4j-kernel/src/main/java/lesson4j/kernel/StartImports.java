package lesson4j.kernel;

import java.util.List;

/** The imports every notebook starts with: the lesson's vocabulary, ND4J, Tablesaw, XChart and everyday Java. */
final class StartImports {
    static final List<String> NAMES = List.of("""
            java.util.function.*, java.util.stream.*, java.nio.file.*, java.awt.image.BufferedImage, javax.imageio.ImageIO,
            org.nd4j.linalg.factory.Nd4j, org.nd4j.linalg.api.ndarray.INDArray, org.nd4j.linalg.api.buffer.DataType,
            org.nd4j.linalg.indexing.NDArrayIndex, static org.nd4j.linalg.indexing.NDArrayIndex.*,
            org.nd4j.autodiff.samediff.SDIndex, org.nd4j.linalg.ops.transforms.Transforms,
            org.nd4j.linalg.activations.Activation, org.nd4j.linalg.learning.config.*,
            org.nd4j.linalg.lossfunctions.ILossFunction, org.deeplearning4j.nn.conf.NeuralNetConfiguration,
            org.deeplearning4j.nn.conf.inputs.InputType, org.deeplearning4j.nn.conf.layers.*,
            org.deeplearning4j.nn.multilayer.MultiLayerNetwork, org.deeplearning4j.nn.graph.ComputationGraph,
            tech.tablesaw.api.*, org.knowm.xchart.*,
            lesson4j.data.*, lesson4j.course.*, lesson4j.plot.*, lesson4j.loss.*, lesson4j.nn.*, lesson4j.train.*,
            lesson4j.export.*,
            static lesson4j.course.Datasets.*, static lesson4j.plot.Charts.*, static lesson4j.plot.Images.*,
            static lesson4j.data.Means.*, static lesson4j.nn.Nets.*, static lesson4j.loss.Losses.*,
            static lesson4j.train.Metrics.*, static lesson4j.plot.Show.show, static lesson4j.plot.Show.clearOutput,
            lesson4j.jupyter.widget.*, static lesson4j.jupyter.widget.Widgets.*, lesson4j.widget.*
            """.strip().split(",\\s+"));

    private StartImports() {}
}
