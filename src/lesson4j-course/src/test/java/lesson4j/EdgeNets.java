package lesson4j;

import static lesson4j.EdgeValues.list;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import lesson4j.data.DataLoaders;
import lesson4j.data.LabelledImages;
import lesson4j.export.Exported;
import lesson4j.export.ExportedCurve;
import lesson4j.lean.ArrayLoss;
import lesson4j.loss.BatchLoss;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.CustomLoss;
import lesson4j.loss.ExampleLoss;
import lesson4j.loss.Loss;
import lesson4j.loss.Losses;
import lesson4j.loss.MnistLoss;
import lesson4j.nn.Autograd;
import lesson4j.nn.FormulaLayer;
import lesson4j.nn.Nets;
import lesson4j.nn.ResNet;
import lesson4j.train.Callback;
import lesson4j.train.Cancel;
import lesson4j.train.EarlyStopping;
import lesson4j.train.Fit;
import lesson4j.train.Interpretation;
import lesson4j.train.Learner;
import lesson4j.train.LrFinder;
import lesson4j.train.Metric;
import lesson4j.train.Metrics;
import lesson4j.train.Prediction;
import lesson4j.train.Preds;
import lesson4j.train.Recorder;
import lesson4j.train.Runs;
import lesson4j.train.Schedule;
import lesson4j.train.Score;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Edge values of losses, nets and what trains them. */
final class EdgeNets {
    /** Two thousand million of them would take a while. */
    private static final Callback FEW_EPOCHS = new Callback() {
        @Override
        public void beforeEpoch(Fit fit) {
            if (fit.epoch() > 10) {
                throw Cancel.fit();
            }
        }
    };

    private EdgeNets() {}

    static void addTo(EdgeValues values) {
        losses(values);
        nets(values);
        training(values);
    }

    private static void losses(EdgeValues values) {
        values.put(ILossFunction.class, () -> list(new MnistLoss(), new CrossEntropy(), new LossMCXENT(), null));
        values.good(Loss.class, MnistLoss::new);
        values.good(BatchLoss.class, MnistLoss::new);
        values.good(ArrayLoss.class, MnistLoss::new);
        values.put(ExampleLoss.class, () -> list(Losses.myLoss(), new CrossEntropy(), null));
        values.good(MnistLoss.class, MnistLoss::new);
        values.good(CrossEntropy.class, CrossEntropy::new);
        values.good(
                CustomLoss.class,
                () -> CustomLoss.of("l2", (sd, p, t) -> p.sub(t).pow(2).mean()));
        values.put(
                CustomLoss.Formula.class,
                () -> list((CustomLoss.Formula) (sd, p, t) -> p.sub(t), (CustomLoss.Formula) (sd, p, t) -> null, null));
        values.good(IActivation.class, ActivationSigmoid::new);
        values.put(Activation.class, () -> list(Activation.SIGMOID, Activation.SOFTMAX, null));
    }

    private static ComputationGraph graph(int outputs) {
        var graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("x");
        for (int i = 0; i < outputs; i++) {
            graph.addLayer(
                    "out" + i,
                    new OutputLayer.Builder(new LossMSE())
                            .nIn(4)
                            .nOut(1)
                            .activation(Activation.IDENTITY)
                            .build(),
                    "x");
        }
        graph.setOutputs(outputs == 1 ? new String[] {"out0"} : new String[] {"out0", "out1"});
        var net = new ComputationGraph(graph.build());
        net.init();
        return net;
    }

    /** One that can be used, one before {@code init}, and one of another width. */
    private static List<Object> stacks() {
        MultiLayerNetwork net = Nets.linear(4, 1);
        return list(net, new MultiLayerNetwork(net.getLayerWiseConfigurations().clone()), Nets.linear(3, 2), null);
    }

    private static void nets(EdgeValues values) {
        values.put(MultiLayerNetwork.class, EdgeNets::stacks);
        values.put(Model.class, EdgeNets::stacks);
        values.put(
                ComputationGraph.class,
                () -> list(graph(1), graph(2), new ComputationGraph(graph(1).getConfiguration()), null));
        values.good(ResNet.class, () -> ResNet.of(1, 2, 1, 28));
        values.good(Layer.class, () -> Nets.linear(4, 1).getLayer(0));
        values.put(
                org.deeplearning4j.nn.conf.layers.Layer.class,
                () -> list(
                        Nets.nnLinear(4, 4),
                        Nets.nnReLU(),
                        new OutputLayer.Builder(new LossMSE()).nIn(4).nOut(4).build(),
                        null));
        values.good(MultiLayerConfiguration.class, () -> Nets.linear(4, 1).getLayerWiseConfigurations());
        values.good(ComputationGraphConfiguration.class, () -> graph(1).getConfiguration());
        values.put(
                InputType.class,
                () -> list(
                        InputType.feedForward(4), InputType.convolutionalFlat(2, 2, 1), InputType.recurrent(4), null));
        values.put(
                FormulaLayer.Forward.class,
                () -> list((FormulaLayer.Forward) (sd, x, p) -> x, (FormulaLayer.Forward) (sd, x, p) -> null, null));
        values.good(FormulaLayer.class, () -> Nets.formula(4, 4, (sd, x, p) -> x.mul(x)));
        values.put(
                Autograd.Formula.class,
                () -> list((Autograd.Formula) (sd, x) -> x.sum(), (Autograd.Formula) (sd, x) -> null, null));
        values.put(
                Autograd.Formula2.class,
                () -> list(
                        (Autograd.Formula2) (sd, a, b) -> a.mul(b).sum(), (Autograd.Formula2) (sd, a, b) -> a, null));
        values.good(Autograd.Result.class, () -> Autograd.of((sd, x) -> x.sum(), Nd4j.rand(2)));
    }

    static Learner learner() {
        DataLoaders dls = EdgeData.loaders();
        return new Learner(dls, Nets.linear(4, 1), new MnistLoss(), Metrics.batchAccuracy())
                .quiet()
                .with(FEW_EPOCHS);
    }

    private static void training(EdgeValues values) {
        values.good(Learner.class, EdgeNets::learner);
        values.put(IUpdater.class, () -> list(new Adam(), new NoOp(), new AdaBelief(), null));
        values.put(Callback.class, () -> list(new EarlyStopping(1), Schedule.constant(0), null));
        values.good(EarlyStopping.class, () -> new EarlyStopping(1));
        values.good(Schedule.class, () -> Schedule.oneCycle(0.1));
        values.good(Cancel.class, Cancel::fit);
        values.good(Metric.class, Metrics::accuracy);
        ToDoubleBiFunction<Object, Object> zero = (preds, targs) -> 0;
        values.good(ToDoubleBiFunction.class, () -> zero);
        values.good(Interpretation.class, () -> Interpretation.of(learner()));
        values.good(Prediction.class, () -> learner().predict(Nd4j.rand(4)));
        values.good(Preds.class, () -> learner().getPreds());
        values.put(Recorder.class, () -> list(recorder(), learner().recorder(), null));
        values.good(Runs.class, () -> Runs.of("runs").add("first", fitted()));
        values.good(Score.class, () -> new Score(1, 10, 5, 0.1));
        values.good(LrFinder.class, () -> learner().lrFind());
        values.good(Fit.class, EdgeNets::fit);
        var digits = new LabelledImages(Nd4j.rand(4, 784), new int[] {0, 1, 0, 1}, List.of("a", "b"), 28, 28);
        values.good(ExportedCurve.class, () -> ExportedCurve.of(Nd4j.rand(3), Nd4j.rand(3), 0, 1, 0.5));
        values.good(Exported.class, () -> Exported.of(Nets.linear(784, 2), digits));
    }

    private static Recorder recorder() {
        return fitted().recorder();
    }

    private static Learner fitted() {
        Learner learner = learner();
        learner.fit(1, 0.1);
        return learner;
    }

    private static Fit fit() {
        Fit[] seen = new Fit[1];
        learner().fit(1, 0.1, List.of(new Callback() {
            @Override
            public void afterFit(Fit fit) {
                seen[0] = fit;
            }
        }));
        return seen[0];
    }
}
