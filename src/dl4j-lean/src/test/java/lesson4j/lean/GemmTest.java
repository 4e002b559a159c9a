package lesson4j.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.FloatPointer;

/** Sizes on both sides of a million multiplications, above which products are cut into tiles. */
class GemmTest {
    @Property(tries = 60)
    void productsAreThoseOfTheDefinition(
            @ForAll @IntRange(min = 1, max = 260) int m,
            @ForAll @IntRange(min = 1, max = 260) int n,
            @ForAll @IntRange(min = 1, max = 800) int k,
            @ForAll Form form,
            @ForAll long seed) {
        var random = new Random(seed);
        float[] a = numbers(random, m * k);
        float[] b = numbers(random, k * n);
        float[] before = numbers(random, m * n);
        var c = new FloatPointer(before);

        form.product(m, n, k, new FloatPointer(a), new FloatPointer(b), c);

        float[] result = new float[m * n];
        c.get(result);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int q = 0; q < k; q++) {
                    sum += (double) a[form.a(i, q, m, k)] * b[form.b(q, j, n, k)];
                }
                double whole = form == Form.ADDED ? before[i * n + j] - 0.5 * sum : sum;
                assertThat((double) result[i * n + j]).isCloseTo(whole, within(2e-5 * k));
            }
        }
    }

    @Property
    void tilesCoverTheProductAndFitOpenBlas(
            @ForAll @IntRange(min = 1, max = 5_000) int m,
            @ForAll @IntRange(min = 1, max = 5_000) int n,
            @ForAll @IntRange(min = 1, max = 5_000) int k,
            @ForAll boolean right) {
        Tile tile = Tile.of(right, m, n, k);

        assertThat(tile.rows()).isBetween(1, m);
        assertThat(tile.columns()).isPositive();
        assertThat(tile.depth()).isBetween(1, k);
        boolean cut = tile.depth() < k || tile.rows() < m && tile.columns() < n;
        if (cut) {
            assertThat((long) tile.rows() * tile.columns() * tile.depth()).isLessThanOrEqualTo(1_000_000);
        }
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }

    enum Form {
        PLAIN(Gemm::product),
        TRANSPOSED_LEFT(Gemm::productTransposedLeft),
        ADDED((m, n, k, a, b, c) -> Gemm.addTransposedLeft(m, n, k, -0.5f, a, b, c, true)),
        TRANSPOSED_RIGHT(Gemm::productTransposedRight);

        private final Product product;

        Form(Product product) {
            this.product = product;
        }

        void product(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
            product.of(m, n, k, a, b, c);
        }

        int a(int i, int q, int m, int k) {
            return this == TRANSPOSED_LEFT || this == ADDED ? q * m + i : i * k + q;
        }

        int b(int q, int j, int n, int k) {
            return this == TRANSPOSED_RIGHT ? j * k + q : q * n + j;
        }
    }

    interface Product {
        void of(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c);
    }
}
