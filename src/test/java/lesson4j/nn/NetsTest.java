package lesson4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetsTest {

    @Test
    void simpleNetHasTheLessonsParameters() {
        var net = Nets.simpleNet(784, 30, 1);

        assertThat(net.numParams()).isEqualTo(23_581);
        assertThat(net.getParam("0_W").shape()).containsExactly(784, 30);
        assertThat(net.output(Nd4j.zeros(5, 784)).shape()).containsExactly(5, 1);
    }

    @Test
    void weightsAndBiasesStartUniformByFanInAsInPyTorch() {
        var net = Nets.simpleNet(784, 50, 10);

        for (String name : new String[] {"0_W", "0_b", "1_W", "1_b"}) {
            INDArray param = net.getParam(name);
            double bound = 1 / Math.sqrt(name.startsWith("0") ? 784 : 50);
            assertThat(param.amaxNumber().doubleValue()).isBetween(0.5 * bound, bound);
        }
        // a uniform distribution's deviation is its bound over √3
        assertThat(net.getParam("0_W").stdNumber().doubleValue()).isCloseTo(1 / 28.0 / Math.sqrt(3), within(2e-4));
    }

    @Test
    void theSameSeedGivesTheSameStartAndACopyTrainsOnItsOwn() {
        var net = Nets.linear(784, 1);
        var copy = Nets.copy(net);

        assertThat(Nets.linear(784, 1).params()).isEqualTo(net.params());
        copy.params().addi(1);
        assertThat(copy.params()).isNotEqualTo(net.params());
    }

    @Test
    void normalStartHasDeviationOne() {
        var net = Init.normal(Nets.linear(784, 10), 42);

        assertThat(net.params().stdNumber().doubleValue()).isCloseTo(1, within(0.03));
        assertThat(net.params().meanNumber().doubleValue()).isCloseTo(0, within(0.03));
    }

    @Test
    void partsEndInRawOutputsWhateverTheLastOneIs() {
        var net = Nets.sequential(Nets.nnLinear(4, 3), Nets.nnSigmoid(), Nets.nnLinear(3, 2), Nets.nnSigmoid());

        assertThat(net.getnLayers()).isEqualTo(3);
        assertThat(net.output(Nd4j.zeros(1, 4)).minNumber().doubleValue()).isBetween(0.0, 1.0);
    }
}
