package lesson4j.train;

import static lesson4j.nn.Nets.nnLinear;
import static lesson4j.nn.Nets.sequential;
import static lesson4j.train.Metrics.accuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.stream.Stream;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.data.Examples;
import lesson4j.loss.CrossEntropy;
import lesson4j.loss.Losses;
import lesson4j.loss.MnistLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/** A loss judges only by targets that mean something to it, and classes are counted only where there are some. */
class TargetsTest {
    private static final INDArray X = Nd4j.rand(DataType.FLOAT, 4, 3);

    private static INDArray column(double... values) {
        return Nd4j.createFromArray(values).reshape(values.length, 1);
    }

    private static INDArray rows(double... values) {
        return Nd4j.createFromArray(values).reshape(4, values.length / 4);
    }

    private static Learner learner(ILossFunction loss, INDArray y, Metric... metrics) {
        return new Learner(DataLoaders.of(X, y, X, y), sequential(nnLinear(3, (int) y.size(1))), loss, metrics).quiet();
    }

    static Stream<Arguments> misread() {
        INDArray regression = column(0, 3, 1.5, -2);
        INDArray oneHot = rows(1, 0, 0, 1, 1, 0, 0, 1);
        return Stream.of(
                Arguments.of(new MnistLoss(), regression),
                Arguments.of(new MnistLoss(), column(0, 0.5, 1, 0)),
                Arguments.of(new MnistLoss(), column(1, -1, 1, -1)),
                Arguments.of(new CrossEntropy(), oneHot.mul(2)),
                Arguments.of(new CrossEntropy(), oneHot.neg()),
                Arguments.of(new CrossEntropy(), oneHot.mul(0)),
                Arguments.of(new CrossEntropy(), rows(1, 1, 0, 1, 1, 0, 0, 1)),
                Arguments.of(new CrossEntropy(), rows(2, -1, 0, 1, 1, 0, 0, 1)),
                Arguments.of(Losses.minusP(), oneHot.mul(3)),
                Arguments.of(Losses.l1Mean(), oneHot.add(1)),
                Arguments.of(Losses.myLoss(), oneHot.mul(2)),
                Arguments.of(Losses.binaryCrossEntropy(), regression),
                Arguments.of(Losses.columnTargets(Losses.minusP()), oneHot.mul(2)),
                Arguments.of(new LossHinge(), column(0, 1, 1, 0)),
                Arguments.of(new LossSquaredHinge(), oneHot),
                Arguments.of(new LossPoisson(), regression),
                Arguments.of(new LossMSLE(), regression));
    }

    @ParameterizedTest
    @MethodSource("misread")
    void whatALossCannotJudgeByIsRefusedWithTheRow(ILossFunction loss, INDArray y) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> learner(loss, y))
                .withMessageMatching(
                        "\\w+( with \\[n, 1] targets)? expects targets of .+ but found \\[.+] in row [0-3]\\. .+");
    }

    static Stream<Arguments> understood() {
        INDArray regression = column(0, 3, 1.5, -2);
        INDArray shares = rows(1, 0, 0.3, 0.7, 0.25, 0.75, 0, 1);
        return Stream.of(
                Arguments.of(new MnistLoss(), column(0, 1, 1, 0)),
                Arguments.of(new MnistLoss(), rows(0, 1, 1, 1, 0, 0, 1, 0)),
                Arguments.of(new CrossEntropy(), shares),
                Arguments.of(Losses.minusP(), shares),
                Arguments.of(Losses.binaryCrossEntropy(), rows(1, 1, 0, 1, 0.5, 0, 0, 0)),
                Arguments.of(new LossHinge(), column(-1, 1, 1, -1)),
                Arguments.of(new LossMSE(), regression));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void whatALossUnderstandsIsTrained(ILossFunction loss, INDArray y) {
        assertThatNoException().isThrownBy(() -> learner(loss, y).fit(1, 0.01));
    }

    @Test
    void anotherSetIsAskedTheSame() {
        Learner learn = learner(new MnistLoss(), column(0, 1, 1, 0));
        DataLoader<lesson4j.data.Batch> other = DataLoader.of(Examples.of(X, column(0, 1, 2, 0)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> learn.validate(other))
                .withMessageContaining("[2.0] in row 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Interpretation.of(learn, other));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MnistLoss().value(column(1, 1), column(1, 7)))
                .withMessageContaining("[7.0] in row 1");
    }

    @Test
    void classesAreCountedOnlyWhereTargetsAreSome() {
        for (INDArray y : List.of(
                column(0, 3, 1.5, -2),
                column(-1, 0, 1, 1),
                rows(0.5, 0.5, 0, 1, 1, 0, 1, 0),
                rows(1, 1, 0, 1, 1, 0, 1, 0))) {
            Learner learn = learner(new LossMSE(), y, accuracy());

            assertThatIllegalArgumentException().isThrownBy(learn::validate).withMessageContaining("row");
            assertThatIllegalArgumentException().isThrownBy(() -> Interpretation.of(learn));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learn.getPreds().targets());
        }
        assertThat(learner(new LossHinge(), column(-1, 1, 1, -1), accuracy()).validate())
                .containsKey("accuracy");
        assertThat(learner(new LossMSE(), rows(-1, 1, 1, -1, 1, -1, 1, -1))
                        .getPreds()
                        .targets())
                .isEqualTo(Nd4j.createFromArray(1, 0, 0, 0));
    }

    @Test
    void aLossThatCannotJudgeByTheActivationIsRefused() {
        for (ILossFunction loss : List.of(new LossMCXENT(), new LossNegativeLogLikelihood(), new LossBinaryXENT())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner(loss, rows(1, 0, 0, 1, 1, 0, 0, 1)))
                    .withMessageMatching("Loss\\w+ expects probabilities but the net ends in identity\\. .+");
        }
        for (ILossFunction loss : List.of(new CrossEntropy(), Losses.minusP(), Losses.l1Mean())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner(loss, column(0, 1, 1, 0)))
                    .withMessageContaining(loss.name() + " takes a softmax, which over one output is always 1.");
        }
    }

    @Test
    void aMetricThatWorksInPlaceChangesNoOther() {
        var wild = Metric.of(
                "wild",
                (preds, targs) -> preds.assign(targs.assign(1)).sumNumber().doubleValue());
        Learner learn = learner(
                new LossMSE(),
                column(0, 1, 1, 0),
                wild,
                Metric.of("mean", (preds, targs) -> targs.meanNumber().doubleValue()));

        assertThat(learn.validate()).containsEntry("mean", 0.5);
    }

    @Test
    void aPredictionOfNumbersIsNoClass() {
        Learner learn = learner(new LossMSE(), column(0, 3, 1.5, -2));

        Prediction said = learn.predict(X.getRow(0));

        assertThat(said.label()).isEqualTo("%.4f".formatted(learn.getPreds(X).getDouble(0)));
        assertThat(said).hasToString(said.label());
        assertThat(said.shown()).isEqualTo(said.label());
        assertThatIllegalStateException().isThrownBy(said::probability).withMessageContaining("no probability");
    }
}
