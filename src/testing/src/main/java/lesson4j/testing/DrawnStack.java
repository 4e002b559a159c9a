package lesson4j.testing;

import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Draws stacks: dense ones, and those of convolutions and pooling on flat pictures. */
public final class DrawnStack extends DrawnNet {
    private final int channels = between(1, 2);
    private final int side = between(4, 8);
    final boolean pictures = odds(50);
    public final int inputs = pictures ? channels * side * side : between(1, 15);
    public final int outputs = between(1, 4);

    public DrawnStack(long seed, IUpdater updater, boolean own) {
        super(seed, updater, own);
    }

    /** A net that somebody extended, to take each step twice. */
    private static final class Twice extends MultiLayerNetwork {
        Twice(MultiLayerConfiguration conf) {
            super(conf);
        }

        @Override
        public void fit(INDArray x, INDArray y) {
            super.fit(x, y);
            super.fit(x, y);
        }
    }

    public MultiLayerNetwork net(long start) {
        NeuralNetConfiguration.ListBuilder list = global(start).list();
        list = pictures ? pictures(list) : dense(list, inputs, between(0, 3));
        list.validateOutputLayerConfig(false);
        if (odd(4, "tbptt")) {
            list.backpropType(odds(50) ? BackpropType.TruncatedBPTT : BackpropType.Standard)
                    .tBPTTLength(7);
        }
        MultiLayerConfiguration conf = list.build();
        MultiLayerNetwork net = odd(3, "a class of its own") ? new Twice(conf) : new MultiLayerNetwork(conf);
        net.init();
        if (net.getnLayers() > 1 && odd(6, "transfer learning")) {
            net = new TransferLearning.Builder(net)
                    .setFeatureExtractor(between(0, net.getnLayers() - 2))
                    .build();
        }
        if (odd(6, "listener")) {
            net.setListeners(new org.deeplearning4j.optimize.listeners.CollectScoresListener(1));
        }
        return net;
    }

    /** Hidden layers and the end. */
    private NeuralNetConfiguration.ListBuilder dense(NeuralNetConfiguration.ListBuilder list, int from, int depth) {
        int width = from;
        for (int i = 0; i < depth; i++) {
            int out = between(1, 12);
            list.layer(wrapped(odder(new DenseLayer.Builder()
                            .nIn(width)
                            .nOut(out)
                            .activation(activation())
                            .hasBias(odds(85))
                            .hasLayerNorm(odd(4, "layer norm")))
                    .build()));
            width = out;
            between(list, width);
        }
        boolean loss = odds(25);
        int end = outputs;
        if (loss) {
            list.layer(new DenseLayer.Builder()
                    .nIn(width)
                    .nOut(end)
                    .activation(activation())
                    .build());
            list.layer(new LossLayer.Builder(new LossMSE())
                    .activation(activation())
                    .build());
        } else {
            list.layer(odder(new OutputLayer.Builder(new LossMSE())
                            .nIn(width)
                            .nOut(end)
                            .hasBias(odds(85))
                            .activation(activation()))
                    .build());
        }
        return list;
    }

    private Layer wrapped(Layer layer) {
        return odd(3, "frozen")
                ? odds(50) ? new FrozenLayer(layer) : new FrozenLayerWithBackprop(layer)
                : odd(2, "subclass") ? new Mine((DenseLayer) layer) : layer;
    }

    /** A dense layer that somebody extended; it may do anything. */
    static final class Mine extends DenseLayer {
        Mine(DenseLayer like) {
            super();
            setNIn(like.getNIn());
            setNOut(like.getNOut());
            setActivationFn(like.getActivationFn());
        }
    }

    private void between(NeuralNetConfiguration.ListBuilder list, int width) {
        if (odds(12)) {
            list.layer(new ActivationLayer(activation()));
        }
        if (odds(20)) {
            list.layer(norm(width));
        }
        if (odds(10)) {
            list.layer(new DropoutLayer(0.7));
        }
        if (odd(3, "PReLU")) {
            list.layer(new PReLULayer.Builder()
                    .inputShape(width)
                    .nIn(width)
                    .nOut(width)
                    .build());
        }
        if (odd(3, "scaling")) {
            list.layer(new ElementWiseMultiplicationLayer.Builder()
                    .nIn(width)
                    .nOut(width)
                    .activation(activation())
                    .build());
        }
    }

    private NeuralNetConfiguration.ListBuilder pictures(NeuralNetConfiguration.ListBuilder list) {
        for (int i = 0; i < between(1, 3); i++) {
            convolution(list);
            if (odds(30)) {
                list.layer(new ActivationLayer(activation()));
            }
            if (odds(30)) {
                list.layer(norm(0));
            }
            if (odds(35)) {
                list.layer(pooling());
            }
            if (odd(5, "other layers")) {
                list.layer(one(
                        new ZeroPaddingLayer(1, 2),
                        new Upsampling2D.Builder(2).build(),
                        new LocalResponseNormalization.Builder().build()));
            }
            if (odds(8)) {
                list.layer(new DropoutLayer(0.8));
            }
        }
        if (odds(30)) {
            list.layer(
                    odd(25, "pooling kind")
                            ? new GlobalPoolingLayer.Builder(one(PoolingType.values()))
                                    .pnorm(2)
                                    .build()
                            : new GlobalPoolingLayer(PoolingType.AVG));
        }
        return dense(list, 0, between(0, 2)).setInputType(InputType.convolutionalFlat(side, side, channels));
    }

    private BatchNormalization norm(int width) {
        var b = new BatchNormalization.Builder()
                .nIn(width)
                .nOut(width)
                .useLogStd(odds(50))
                .decay(one(0.9, 0.5))
                .eps(one(1e-5, 1e-3))
                .lockGammaBeta(odd(8, "locked"));
        story.append("norm ");
        return b.minibatch(!odd(5, "no minibatch")).build();
    }

    private SubsamplingLayer pooling() {
        PoolingType kind = odd(10, "pooling kind") ? PoolingType.PNORM : one(PoolingType.MAX, PoolingType.AVG);
        var b = new SubsamplingLayer.Builder(kind)
                .stride(stride())
                .avgPoolIncludePadInDivisor(odds(50))
                .pnorm(2);
        int[] kernel = kernel();
        b.kernelSize(kernel);
        // DL4J's own pooling spoils its memory where a window sees nothing but padding
        int pad = kernel[0] > 1 && kernel[1] > 1 && odds(40) ? 1 : 0;
        b.padding(pad, odd(6, "odd padding") ? 0 : pad);
        if (odd(6, "dilation")) {
            b.dilation(2, 2);
        }
        return b.build();
    }

    private int[] kernel() {
        int k = between(1, 3);
        return new int[] {k, odd(8, "no square") ? between(1, 3) : k};
    }

    private int[] stride() {
        int s = between(1, 2);
        return new int[] {s, odd(6, "odd stride") ? between(1, 2) : s};
    }

    private void convolution(NeuralNetConfiguration.ListBuilder list) {
        ConvolutionLayer.BaseConvBuilder<?> b = new ConvolutionLayer.Builder();
        if (odd(10, "convolution kind")) {
            b = one(
                    new Deconvolution2D.Builder(),
                    new DepthwiseConvolution2D.Builder(),
                    new SeparableConvolution2D.Builder());
        }
        int out = between(1, 4);
        int pad = between(0, 1);
        b.kernelSize(kernel()).stride(stride()).padding(pad, odd(6, "odd padding") ? 1 - pad : pad);
        b.nOut(out).activation(activation());
        b.hasBias(odds(80));
        if (odd(6, "dilation")) {
            b.dilation(2, 2);
        }
        if (odd(6, "own mode")) {
            b.convolutionMode(one(ConvolutionMode.Same, ConvolutionMode.Strict));
        }
        if (b instanceof ConvolutionLayer.Builder usual && odd(4, "channels last")) {
            usual.dataFormat(CNN2DFormat.NHWC);
        }
        list.layer(odder(b).build());
    }
}
