"""Nets as the notebooks train them, and one with all that a page can compute, each exported beside what DL4J says."""

import json

MADE = """var testing = ImageFolder.labelled(Datasets.get(MNIST).resolve("testing"));
var held = testing.subset(IntStream.range(0, testing.size()).filter(i -> i % 50 == 0).toArray());
var some = testing.subset(IntStream.range(0, testing.size()).filter(i -> i % 10 == 1).toArray());
var dls = DataLoaders.of(some, held).bs(64).seed(42);
Seed.set(1);
String written(Exported net, INDArray outputs) {
    return "{\\"data\\": " + net.data() + ", \\"expected\\": " + Arrays.deepToString(outputs.toDoubleMatrix()) + "}";
}
String learned(MultiLayerNetwork net, IUpdater by, double lr) {
    var learn = new Learner(dls, net, crossEntropy()).opt(by).quiet();
    learn.fit(1, lr);
    return written(Exported.of(learn), learn.net().output(held.x()));
}
var nets = new LinkedHashMap<String, String>();"""

NETS = {
    "03": """var sample = Datasets.get(MNIST_SAMPLE);
var threes = new Learner(DataLoaders.fromFolder(sample).positive("3").bs(256), simpleNet(784, 30, 1), new MnistLoss()).quiet();
threes.fit(2, 0.1);
nets.put("03", written(Exported.of(threes, "a 7", "a 3"), threes.getPreds(held.x())));""",
    "05": """nets.put("05", learned(sequential(nnLinear(784, 100), nnSigmoid(), nnLinear(100, 10)), new Sgd(), 0.5));""",
    "05 boxed": """nets.put("05 boxed",
    learned(sequential(nnLinear(784, 100), nnSigmoid(), nnLinear(100, 10), nnSigmoid()), new Sgd(), 0.5));""",
    "07": """nets.put("07", learned(simpleCnn(10), new Adam(), 0.01));""",
    "residual": """var residual = ResNet.of(3, 10, 1, 28);
var few = DataLoaders.of(some.subset(IntStream.range(0, 256).map(i -> 3 * i).toArray()), held).bs(64).seed(42);
var small = new Learner(few, residual, crossEntropy()).opt(new Adam()).quiet();
small.fit(1, 0.003);
nets.put("residual", written(Exported.of(small), small.graph().output(held.x())[0]));""",
    "all": """var all = sequential(InputType.convolutionalFlat(28, 28, 1),
    new ConvolutionLayer.Builder(4, 3).nIn(1).nOut(5).stride(3, 2).convolutionMode(ConvolutionMode.Same).hasBias(false)
        .activation(Activation.TANH).build(),
    new SubsamplingLayer.Builder(PoolingType.AVG).kernelSize(3, 2).stride(1, 2).padding(1, 1).build(),
    new BatchNormalization.Builder().nIn(5).nOut(5).lockGammaBeta(true).gamma(1.5).beta(-0.5).build(),
    new ActivationLayer(Activation.RELU), new DropoutLayer(0.5),
    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(2, 2).stride(2, 1)
        .convolutionMode(ConvolutionMode.Same).build(),
    new DenseLayer.Builder().nOut(12).activation(Activation.SIGMOID).build(),
    new BatchNormalization.Builder().nIn(12).nOut(12).build(),
    new OutputLayer.Builder(new LossMCXENT()).nIn(12).nOut(10).activation(Activation.SOFTMAX).build());
all.fit(few.train().asIterator(), 1);
nets.put("all", written(Exported.of(all, held), all.output(held.x())));""",
}

IMPORTS = "import org.deeplearning4j.nn.conf.*; import org.nd4j.linalg.lossfunctions.impl.*;"


def write(kernel, file):
    """Has the kernel train and export them all into one file."""
    for code in (IMPORTS, MADE, *NETS.values()):
        ran = kernel.run(code, seconds=120)
        assert ran.status == "ok", ran.error
    ran = kernel.run(f"""var digits = held.x().mul(255).castTo(DataType.INT).toIntMatrix();
var text = nets.entrySet().stream().map(e -> "\\"" + e.getKey() + "\\": " + e.getValue()).collect(Collectors.joining(", "));
Files.writeString(Path.of({json.dumps(str(file))}), "{{\\"nets\\": {{" + text + "}}, \\"digits\\": " + Arrays.deepToString(digits) + "}}");""")
    assert ran.status == "ok", ran.error
    return json.loads(file.read_text())
