package lesson4j.export;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.data.Examples;
import lesson4j.data.LabelledImages;
import lesson4j.lean.Net;
import lesson4j.lean.Output;
import lesson4j.loss.Decode;
import lesson4j.loss.Loss;
import lesson4j.plot.Images;
import lesson4j.plot.Picture;
import lesson4j.train.Learner;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained net that answers on a page by itself: {@code Exported.of(learn)} as the last line of a cell.
 *
 * <p>The cell shows a sheet to draw on, and what the net says of it, computed by the page: without a kernel, and also on the
 * pages that {@code share} writes. Later training does not change it.
 */
public final class Exported implements OnPage {
    /** A page of more is slow to load, and its notebook slow to open. */
    private static final int MOST_LETTERS = 400_000;

    private final String data;
    private final Picture picture;
    private final String sentence;

    private Exported(
            Net net, Optional<IActivation> end, UnaryOperator<INDArray> preds, Examples examples, List<String> names) {
        if (net.outputs() == 1 && !(end.orElseGet(Output.of(net)::activation) instanceof ActivationSigmoid)) {
            throw wrong("Expected a single output that is a share from 0 to 1 but found one without a sigmoid."
                    + " Train with MnistLoss or binaryCrossEntropy().");
        }
        List<String> classes = names(names, examples, Math.max(2, net.outputs()));
        StoredDigits digits = StoredDigits.of(examples, classes.size());
        data = sized(data(NetSteps.of(net.model(), end), classes, digits));
        int[] said = Decode.classes(preds.apply(digits.x())).toIntVector();
        picture = Images.showResults(
                digits.x(),
                digits.labels().stream().map(classes::get).toList(),
                IntStream.of(said).mapToObj(classes::get).toList());
        long right = IntStream.range(0, said.length)
                .filter(i -> said[i] == digits.labels().get(i))
                .count();
        sentence = text(
                "A sheet to draw a digit on stands here where a page may run scripts. Of %d stored digits this net names %d"
                        + " right.",
                said.length, right);
    }

    /**
     * Writes down a learner's net as it is now, with twenty digits of its validation part.
     *
     * <p>{@code Exported.of(learn)} of {@code simpleNet(784, 30, 1)} is 115 KB of text.
     *
     * @param learn has a net of dense layers, convolutions, pooling and batch norm, for pictures of 28×28 pixels
     * @param names what its classes are called on the page, where the data do not say it: {@code "a 7", "a 3"}
     * @throws IllegalArgumentException when a page cannot compute a layer, which is named, or the net is too large for one
     */
    public static Exported of(Learner learn, String... names) {
        Net net = given(learn, "the learner").anyNet();
        Optional<IActivation> end =
                learn.loss() instanceof Loss ours ? Optional.of(ours.activation()) : Optional.empty();
        return new Exported(net, end, learn::getPreds, learn.dls().valid().source(), each(names, "the names"));
    }

    /**
     * Writes down a net that no learner trained, with the activation that it ends in.
     *
     * @param net a {@code MultiLayerNetwork} or {@code ComputationGraph} for pictures of 28×28 pixels
     * @param digits some pictures with their classes, for those who do not draw
     */
    public static Exported of(Model net, LabelledImages digits) {
        if (!(given(net, "the net") instanceof MultiLayerNetwork || net instanceof ComputationGraph)) {
            throw wrong(
                    "Expected a MultiLayerNetwork or a ComputationGraph but found %s. Pass the whole net.",
                    net.getClass().getSimpleName());
        }
        Net whole = Net.of(net);
        UnaryOperator<INDArray> preds =
                x -> whole.output(x.castTo(whole.params().dataType()));
        return new Exported(whole, Optional.empty(), preds, Examples.of(given(digits, "the digits")), List.of());
    }

    private static List<String> names(List<String> given, Examples examples, int count) {
        if (!given.isEmpty() && given.size() != count) {
            throw wrong("Expected %d names, one per class, but found %s. Class 0 comes first.", count, given);
        }
        List<String> known = given.isEmpty() ? examples.classes() : given;
        return known.size() == count
                ? known
                : IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static String data(NetSteps net, List<String> classes, StoredDigits digits) {
        return "{\"version\": 1, \"kind\": \"net\", \"classes\": "
                + classes.stream().map(Exported::quoted).toList()
                + ", \"labels\": " + digits.labels()
                + ", \"most\": " + StoredDigits.BYTE / digits.most()
                + ", \"pixels\": \"" + Packed.bytes(digits.pixels())
                + "\", \"steps\": " + net.steps()
                + ", \"weights\": \"" + net.weights() + "\"}";
    }

    private static String sized(String data) {
        if (data.length() > MOST_LETTERS) {
            throw wrong(
                    "This net is %,d KB on a page, and %d KB are the most. Train a smaller one: simpleNet(784, 100, 10) and"
                            + " simpleCnn(10) fit.",
                    data.length() / 1000, MOST_LETTERS / 1000);
        }
        return data;
    }

    /** As JSON that means nothing to HTML, whatever a class is called. */
    private static String quoted(String name) {
        return name.chars()
                .mapToObj(c -> Character.isLetterOrDigit(c) || c == ' ' ? Character.toString(c) : text("\\u%04x", c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** Returns the net, its classes and the stored digits. */
    @Override
    public String data() {
        return data;
    }

    /** Returns the stored digits and what the net says of them. */
    @Override
    public Picture picture() {
        return picture;
    }

    @Override
    public String script() {
        return PageScripts.of("forward", "sheet", "net");
    }

    /** Returns a sentence that says what is here. */
    @Override
    public String toString() {
        return sentence;
    }
}
