package lesson4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every number is what it says, whatever array it comes in. */
class ExamplesTest {
    private static final int N = 5;
    private static final int WIDTH = 4;

    /** Whole numbers of every type: row r, column c holds 10 r + c. */
    private static double expected(int r, int c) {
        return 10 * r + c;
    }

    private static INDArray plain(DataType type) {
        double[][] rows = new double[N][WIDTH];
        for (int r = 0; r < N; r++) {
            for (int c = 0; c < WIDTH; c++) {
                rows[r][c] = expected(r, c);
            }
        }
        return Nd4j.create(rows).castTo(type);
    }

    /** The same numbers, laid out in memory in other ways. */
    private static Map<String, Function<INDArray, INDArray>> layouts() {
        Map<String, Function<INDArray, INDArray>> layouts = new LinkedHashMap<>();
        layouts.put("as it is", x -> x);
        layouts.put("f order", x -> x.dup('f'));
        layouts.put("transposed", x -> x.transpose().dup().transpose());
        layouts.put("permuted", x -> x.permute(1, 0).dup('c').permute(1, 0));
        layouts.put("rows of a larger one", x -> {
            INDArray all = Nd4j.create(x.dataType(), N + 4, WIDTH);
            all.get(NDArrayIndex.interval(3, 3 + N), NDArrayIndex.all()).assign(x);
            return all.get(NDArrayIndex.interval(3, 3 + N), NDArrayIndex.all());
        });
        layouts.put("first rows of a larger one", x -> {
            INDArray all = Nd4j.create(x.dataType(), N + 4, WIDTH);
            all.get(NDArrayIndex.interval(0, N), NDArrayIndex.all()).assign(x);
            return all.get(NDArrayIndex.interval(0, N), NDArrayIndex.all());
        });
        layouts.put("columns of a larger one", x -> {
            INDArray all = Nd4j.create(x.dataType(), N, WIDTH + 3);
            all.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 2 + WIDTH)).assign(x);
            return all.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 2 + WIDTH));
        });
        layouts.put("every other row", x -> {
            INDArray all = Nd4j.create(x.dataType(), 2 * N, WIDTH);
            INDArray some = all.get(NDArrayIndex.interval(0, 2, 2 * N), NDArrayIndex.all());
            some.assign(x);
            return some;
        });
        layouts.put("a slice of a cube, reshaped", x -> {
            INDArray cube = Nd4j.create(x.dataType(), 3, N, 2, WIDTH / 2);
            cube.slice(2).assign(x.reshape(N, 2, WIDTH / 2));
            return cube.slice(2).reshape(N, WIDTH);
        });
        return layouts;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {
                "FLOAT",
                "DOUBLE",
                "HALF",
                "BFLOAT16",
                "BYTE",
                "UBYTE",
                "SHORT",
                "UINT16",
                "INT",
                "UINT32",
                "LONG",
                "UINT64"
            })
    void arraysOfAnyTypeAndLayoutAreReadAsTheyAre(DataType type) {
        INDArray y = Nd4j.create(new double[] {0, 1, 2, 3, 4}, new long[] {N, 1});
        layouts().forEach((name, layout) -> {
            INDArray x = layout.apply(plain(type));
            var examples = Examples.of(x, layout.apply(plain(type)));
            var batch = new Batch(examples, new int[] {4, 0, 1, 2});
            FloatBuffer copied = FloatBuffer.allocate(4 * WIDTH);
            batch.copyX(copied);

            assertThat(examples.x().dataType()).isEqualTo(type == DataType.DOUBLE ? type : DataType.FLOAT);
            for (int i = 0; i < 4; i++) {
                for (int c = 0; c < WIDTH; c++) {
                    double expected = expected(batch.rows()[i], c);
                    String where = type + " " + name + " " + i + " " + c;
                    assertThat(batch.x().getDouble(i, c)).as(where).isEqualTo(expected);
                    assertThat((double) copied.get(i * WIDTH + c)).as(where).isEqualTo(expected);
                    assertThat(batch.y().getDouble(i, c)).as(where).isEqualTo(expected);
                    assertThat(examples.targetValues(batch.rows(), WIDTH)[i * WIDTH + c])
                            .as(where)
                            .isEqualTo(expected);
                }
            }
            assertThat(Examples.of(x, y.gt(0)).label(3)).isEqualTo(1);
        });
    }

    @Test
    void truthsAreZeroAndOne() {
        INDArray x =
                Nd4j.createFromArray(new boolean[] {true, false, true, true}).reshape(2, 2);

        assertThat(Examples.of(x, x).x()).isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0}, {1, 1}}));
    }

    @Test
    void picturesOfAnyTypeAndLayoutAreReadAsTheyAre() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.UBYTE, DataType.HALF}) {
            layouts().forEach((name, layout) -> {
                var images = new LabelledImages(
                        layout.apply(plain(type)), new int[] {0, 1, 0, 1, 0}, List.of("a", "b"), 2, 2);
                for (LabelledImages some : List.of(images, images.subset(new int[] {0, 1, 2, 3, 4}))) {
                    assertThat(some.image(3).getDouble(1, 0)).as(type + name).isEqualTo(expected(3, 2));
                    assertThat(some.images().getDouble(4, 1, 1)).as(type + name).isEqualTo(expected(4, 3));
                }
                assertThat(images.subset(new int[] {4}).x().getDouble(0, 1)).isEqualTo(expected(4, 1));
                assertThat(images.ofClass("b").x().getDouble(1, 1)).isEqualTo(expected(3, 1));
                assertThat(DataLoader.of(images).first().x().getDouble(2, 3)).isEqualTo(expected(2, 3));
            });
        }
    }

    @Test
    void refusesWhatIsNoNumber() {
        INDArray y = Nd4j.zeros(2, 1);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            INDArray x = Nd4j.create(new double[][] {{0, 1, 2}, {3, bad, 5}});
            String found = " but found " + bad + " in row 1. Mend or remove it.";
            for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.HALF}) {
                assertThatThrownBy(() -> Examples.of(x.castTo(type), y))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Expected finite numbers in the inputs" + found);
                assertThatThrownBy(() -> Examples.of(Nd4j.zeros(2, 3), x.castTo(type)))
                        .hasMessage("Expected finite numbers in the targets" + found);
            }
        }
        assertThatThrownBy(() -> Examples.of(Nd4j.zeros(2, 3), Nd4j.create(new double[][] {{1e300}, {0}})))
                .hasMessageStartingWith("Expected finite numbers in the targets but found Infinity in row 0.");
    }

    @Test
    void refusesWholeNumbersThatAFloatDoesNotHold() {
        INDArray x = Nd4j.createFromArray(new long[][] {{16_777_217L}, {1}});

        assertThatThrownBy(() -> Examples.of(x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected the inputs that float can hold, up to 16,777,216, but found LONG up to 16777217."
                        + " Call castTo(DataType.DOUBLE, or divide them).");
    }

    @Test
    void refusesArraysOfAnotherRankOrNothing() {
        INDArray y = Nd4j.zeros(2, 1);
        for (INDArray x :
                new INDArray[] {Nd4j.zeros(2), Nd4j.zeros(2, 3, 3), Nd4j.zeros(2, 1, 3, 3), Nd4j.scalar(1f)}) {
            assertThatThrownBy(() -> Examples.of(x, y))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected inputs [n, features] and targets [n, outputs] but found ");
        }
        assertThatThrownBy(() -> Examples.of(Nd4j.empty(DataType.FLOAT), y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected numbers in the inputs but found none");
        assertThatThrownBy(() -> Examples.of(Nd4j.create("a", "b"), y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected numbers in the inputs but found type UTF8.");
    }

    @Test
    void memoryThatWasClosedIsNotRead() {
        INDArray x = Nd4j.rand(4, 3);
        var loader = DataLoader.of(x, Nd4j.zeros(4, 1));
        x.close();

        assertThatThrownBy(() -> loader.first().x())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The memory of the inputs was closed. Make the array again.");
        assertThatThrownBy(() -> loader.first().copyX(FloatBuffer.allocate(12)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Examples.of(x, x)).isInstanceOf(IllegalStateException.class);
    }

    private static Examples bytesAsShares() {
        float[][] x = new float[6][WIDTH];
        var random = new Random(1);
        for (float[] row : x) {
            for (int c = 0; c < WIDTH; c++) {
                row[c] = random.nextInt(256) / 255f;
            }
        }
        return Examples.of(Nd4j.create(x), Nd4j.zeros(6, 1));
    }

    @Test
    void anInputIsBroughtToTheFormOfTheTrainingData() {
        Examples examples = bytesAsShares();
        INDArray shares = Nd4j.createFromArray(new float[][] {{0, 1 / 255f, 128 / 255f, 1}});
        INDArray bytes = Nd4j.createFromArray(0, 1, 128, 255);

        for (DataType type : new DataType[] {DataType.UBYTE, DataType.INT, DataType.LONG, DataType.SHORT}) {
            assertThat(examples.like(bytes.castTo(type).reshape(2, 2)))
                    .as("%s", type)
                    .isEqualTo(shares);
        }
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            assertThat(examples.like(shares.castTo(type).reshape(1, 2, 2))).isEqualTo(shares);
        }
        assertThat(examples.like(Nd4j.vstack(shares, shares).reshape(2, 1, 2, 2))
                        .shape())
                .containsExactly(2, WIDTH);
        assertThat(examples.like(Nd4j.createFromArray(0, 1, 1, 0).castTo(DataType.UBYTE))
                        .getFloat(0, 1))
                .as("a byte picture with hardly any ink")
                .isEqualTo(1 / 255f);
    }

    @Test
    void anInputOfAnotherFormIsRefused() {
        Examples examples = bytesAsShares();

        assertThatThrownBy(() -> examples.like(Nd4j.zeros(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 4 numbers for each input, as in the training data, but found shape [5]."
                        + " Cut or resize it as they were.");
        assertThatThrownBy(() -> examples.like(Nd4j.createFromArray(0f, 3f, 128f, 255f)))
                .hasMessageMatching(
                        "Expected numbers like the training data's, .* to .*, but found 0\\.000 to 255\\.0\\."
                                + " Divide bytes by 255\\.");
        assertThatThrownBy(() -> examples.like(Nd4j.createFromArray(0, 3, 128, 256)))
                .hasMessageStartingWith("Expected bytes 0 to 255, or shares 0 to 1 as in the training data, but found");
        assertThatThrownBy(() -> examples.like(Nd4j.createFromArray(0f, Float.NaN, 0f, 1f)))
                .hasMessage("Expected finite numbers in what is to be predicted but found NaN in row 0."
                        + " Mend or remove it.");
        assertThatThrownBy(() -> examples.like(Nd4j.empty(DataType.FLOAT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherScalesAreFollowedToo() {
        INDArray y = Nd4j.zeros(2, 1);
        Examples bytes = Examples.of(Nd4j.createFromArray(new float[][] {{0, 128}, {255, 3}}), y);
        Examples normal = Examples.of(Nd4j.createFromArray(new float[][] {{-0.4f, 2.8f}, {0.1f, 1}}), y);
        Examples truths = Examples.of(Nd4j.createFromArray(new double[][] {{0, 1}, {1, 1}}), y);

        assertThat(bytes.like(Nd4j.createFromArray(7, 255).castTo(DataType.UBYTE)))
                .isEqualTo(Nd4j.createFromArray(new float[][] {{7, 255}}));
        assertThatThrownBy(() -> bytes.like(Nd4j.createFromArray(0.1f, 1f)))
                .hasMessageEndingWith("but found fractions from 0.1000 to 1.000. Multiply by 255.");
        assertThatThrownBy(() -> normal.like(Nd4j.createFromArray(7, 255).castTo(DataType.UBYTE)))
                .hasMessageEndingWith("Scale it as the training data were.");
        assertThat(truths.like(Nd4j.createFromArray(1, 0))).isEqualTo(Nd4j.createFromArray(new double[][] {{1, 0}}));
    }

    @Test
    void colourIsShownInColour() {
        float[] red = new float[3 * 4];
        java.util.Arrays.fill(red, 0, 4, 1);
        var picture = DataLoader.of(Examples.of(Nd4j.create(new float[][] {red, red}), Nd4j.zeros(2, 1)))
                .first()
                .show();

        var image = picture.image();
        int middle = image.getRGB(image.getWidth() / 4, image.getHeight() * 3 / 4);
        assertThat(middle & 0xffffff).isEqualTo(0xff0000);
        assertThat(picture.alt()).startsWith("2 pictures of 2 by 2 pixels in colour");
    }
}
