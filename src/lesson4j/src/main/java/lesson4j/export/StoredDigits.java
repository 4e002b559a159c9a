package lesson4j.export;

import static lesson4j.plot.Given.wrong;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lesson4j.data.Examples;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Twenty digits for those who do not draw: as many of each class, in the order of the classes.
 *
 * @param pixels ink 0 to 255, one digit after the other
 * @param labels the class of each
 * @param most the number that full ink is to the net, 1 or 255
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once
record StoredDigits(byte[] pixels, List<Integer> labels, int most) {
    private static final int SIDE = 28;
    private static final int COUNT = 20;
    static final int BYTE = 255;

    /**
     * Takes the first of each class.
     *
     * @throws IllegalArgumentException when these are no pictures as the sheet draws them
     */
    static StoredDigits of(Examples examples, int classes) {
        INDArray x = examples.x();
        if (x.size(1) != SIDE * SIDE || !examples.areClasses() || x.isEmpty()) {
            throw wrong(
                    "Expected a net for pictures of 28×28 pixels with classes, as the sheet draws them, but found %,d numbers"
                            + " each%s. Train it on digits.",
                    x.size(1), examples.areClasses() ? "" : " and targets that are no classes");
        }
        double darkest = x.maxNumber().doubleValue();
        if (x.minNumber().doubleValue() < 0 || !(darkest <= BYTE)) {
            throw wrong(
                    "Expected ink from 0 to 1, or to 255, but found %s to %s. Train on pixels that are not normalised.",
                    x.minNumber(), x.maxNumber());
        }
        List<Integer> rows = rows(examples, classes);
        int most = darkest > 1 ? BYTE : 1;
        byte[] pixels = new byte[rows.size() * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            double ink = x.getDouble(rows.get(i / (SIDE * SIDE)), i % (SIDE * SIDE));
            pixels[i] = (byte) Math.round(ink * BYTE / most);
        }
        return new StoredDigits(pixels, rows.stream().map(examples::label).toList(), most);
    }

    private static List<Integer> rows(Examples examples, int classes) {
        int each = Math.max(1, COUNT / classes);
        List<List<Integer>> found = new ArrayList<>();
        IntStream.range(0, classes).forEach(i -> found.add(new ArrayList<>()));
        for (int row = 0; row < examples.size(); row++) {
            if (examples.label(row) >= classes) {
                throw wrong(
                        "Expected pictures of %d classes, as the net's outputs are, but found class %d. Pass the digits"
                                + " that it was trained on.",
                        classes, examples.label(row));
            }
            List<Integer> same = found.get(examples.label(row));
            if (same.size() < each) {
                same.add(row);
            }
        }
        return found.stream().flatMap(List::stream).limit(COUNT).toList();
    }

    /** Returns the digits as the net takes them, {@code [n, 784], float}. */
    INDArray x() {
        float[] ink = new float[pixels.length];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = (pixels[i] & BYTE) / (float) (BYTE / most);
        }
        return Nd4j.createFromArray(ink).reshape(labels.size(), SIDE * SIDE);
    }
}
