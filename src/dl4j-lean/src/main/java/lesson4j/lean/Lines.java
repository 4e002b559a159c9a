package lesson4j.lean;

/**
 * Four lines beside each other, on which Winograd's sums are taken a piece at a time.
 *
 * <p>Java's compiler makes vectors of a loop only if it reads and writes its arrays at the same places, as those might be one
 * array. So pieces of longer lines are copied here and back, which takes a fifth of the time that it saves.
 */
final class Lines {
    /** So many numbers of each stay in a core's nearest cache. */
    private static final int LENGTH = 1024;

    private final float[] a = new float[LENGTH];
    private final float[] b = new float[LENGTH];
    private final float[] c = new float[LENGTH];
    private final float[] d = new float[LENGTH];
    private final float[] sum = new float[LENGTH];

    /** Something to do with {@code n} numbers of each line, of which {@code done} came before. */
    interface Piece {
        void run(int done, int n);
    }

    /** Goes through lines of {@code count} numbers. */
    static void pieces(int count, Piece piece) {
        for (int done = 0; done < count; done += LENGTH) {
            piece.run(done, Math.min(LENGTH, count - done));
        }
    }

    /** Takes numbers from four places. */
    void take(float[] from, int first, int second, int third, int fourth, int n) {
        System.arraycopy(from, first, a, 0, n);
        System.arraycopy(from, second, b, 0, n);
        System.arraycopy(from, third, c, 0, n);
        System.arraycopy(from, fourth, d, 0, n);
    }

    /** Takes them from four places that are {@code apart}. */
    void take(float[] from, int first, int apart, int n) {
        take(from, first, first + apart, first + 2 * apart, first + 3 * apart, n);
    }

    /** Takes the first two. */
    void takeTwo(float[] from, int first, int apart, int n) {
        System.arraycopy(from, first, a, 0, n);
        System.arraycopy(from, first + apart, b, 0, n);
    }

    /** Writes two of the lines, {@code apart} from each other. */
    void giveTwo(float[] to, int first, int apart, int n) {
        System.arraycopy(a, 0, to, first, n);
        System.arraycopy(b, 0, to, first + apart, n);
    }

    /** Writes all of them. */
    void give(float[] to, int first, int apart, int n) {
        giveTwo(to, first, apart, n);
        System.arraycopy(c, 0, to, first + 2 * apart, n);
        System.arraycopy(d, 0, to, first + 3 * apart, n);
    }

    /** Adds them to what is at four places, one after the other: places may lie on each other. */
    void add(float[] to, int first, int second, int third, int fourth, int n) {
        add(a, to, first, n);
        add(b, to, second, n);
        add(c, to, third, n);
        add(d, to, fourth, n);
    }

    private void add(float[] line, float[] to, int at, int n) {
        System.arraycopy(to, at, sum, 0, n);
        for (int i = 0; i < n; i++) {
            sum[i] += line[i];
        }
        System.arraycopy(sum, 0, to, at, n);
    }

    /** Multiplies by Bᵀ: lines 0, 2, 1 and 3 become four kinds. */
    void differences(int n) {
        for (int i = 0; i < n; i++) {
            float second = b[i];
            float first = c[i];
            a[i] -= second;
            b[i] = first + second;
            c[i] = second - first;
            d[i] = first - d[i];
        }
    }

    /** Multiplies by B: four kinds become what belongs to lines 0, 2, 1 and 3. */
    void differencesBack(int n) {
        for (int i = 0; i < n; i++) {
            float plus = b[i];
            float minus = c[i];
            b[i] = plus + minus - a[i];
            c[i] = plus - minus + d[i];
            d[i] = -d[i];
        }
    }

    /** Multiplies by Aᵀ: four lines make two. */
    void sums(int n) {
        for (int i = 0; i < n; i++) {
            float plus = b[i];
            float minus = c[i];
            a[i] += plus + minus;
            b[i] = plus - minus - d[i];
        }
    }

    /** Multiplies by A: two lines make four. */
    void sumsBack(int n) {
        for (int i = 0; i < n; i++) {
            float first = a[i];
            float second = b[i];
            b[i] = first + second;
            c[i] = first - second;
            d[i] = -second;
        }
    }
}
