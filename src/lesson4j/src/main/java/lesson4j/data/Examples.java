package lesson4j.data;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.plot.Plain;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inputs with what they should give, row by row: {@code Examples.of(trainX, trainY)}.
 *
 * <p>fast.ai calls a list of such pairs a dataset. The targets are either numbers, used as they are, or class labels,
 * which take the form that a net's outputs ask for: one column of 0 and 1 for a single output, one-hot for more.
 */
public final class Examples {
    private final INDArray x;
    private final @Nullable INDArray y;
    private final double[] targets;
    private final @Nullable LabelledImages labelled;
    private final TargetClasses targetClasses;
    private final Form form;
    private final @Nullable FloatBuffer floats;

    private Examples(INDArray x, @Nullable INDArray y, @Nullable LabelledImages labelled) {
        this.x = x;
        this.y = y;
        this.targets = y == null ? new double[0] : Tensors.values(y);
        this.targetClasses = new TargetClasses(targets, y == null ? 1 : (int) y.size(1));
        this.labelled = labelled;
        this.form = Form.of(x, Tensors.span(x, "the inputs"));
        this.floats = x.dataType() == DataType.FLOAT ? x.data().asNioFloat() : null;
    }

    /**
     * Pairs inputs with targets that are numbers already.
     *
     * <p>Float and double are kept, and shared where they lie in order; other numbers are copied as float.
     *
     * @param x inputs, {@code [n, features]}, any numeric type, finite
     * @param y targets, {@code [n, outputs]}, any numeric type, finite; they get the type of {@code x}
     * @throws IllegalArgumentException when the shapes do not fit or a number cannot be used
     */
    public static Examples of(INDArray x, INDArray y) {
        INDArray inputs = Tensors.settled(x, "the inputs");
        INDArray targets = Tensors.settled(y, "the targets");
        if (inputs.rank() != 2 || targets.rank() != 2 || inputs.size(0) != targets.size(0)) {
            throw new IllegalArgumentException("Expected inputs [n, features] and targets [n, outputs] but found "
                    + Arrays.toString(x.shape()) + " and " + Arrays.toString(y.shape())
                    + ". Call reshape(n, -1) on what has another shape.");
        }
        targets = targets.castTo(inputs.dataType());
        Tensors.span(targets, "the targets");
        return new Examples(inputs, targets, null);
    }

    /** Pairs pictures with their class labels: {@code Examples.of(ImageFolder.labelled(path))}. */
    public static Examples of(LabelledImages images) {
        return new Examples(Tensors.settled(given(images, "the pictures").x(), "the inputs"), null, images);
    }

    /** Returns the same inputs with a column of targets, 1 for one class and 0 for all others. */
    Examples positive(String name) {
        int wanted = classes().indexOf(given(name, "the name of a class"));
        if (wanted < 0) {
            throw wrong("No class '%s'. Classes: %s.", name, String.join(", ", classes()));
        }
        double[] yes = IntStream.range(0, size())
                .mapToDouble(i -> label(i) == wanted ? 1 : 0)
                .toArray();
        return of(x, Nd4j.createFromArray(yes).reshape(size(), 1));
    }

    /**
     * Returns inputs in the form of these, so that a net can be asked about them: scaled, typed and shaped alike.
     *
     * <p>{@code learn.predict} does so. Bytes 0..255 are divided by 255 when these lie in 0..1:
     * {@code examples.like(ImageFolder.image(file))} is {@code [1, 784], float, 0..1}.
     *
     * @param one one input of any shape, or {@code n} of them along the first axis, any numeric type
     * @return {@code [n, features]}, float, or double when these are
     * @throws IllegalArgumentException when it has other features, is not finite, or lies far outside of the range
     */
    public INDArray like(INDArray one) {
        return form.like(one);
    }

    /** Returns the inputs, {@code [n, features], float}; the memory itself, not a copy. */
    public INDArray x() {
        return x;
    }

    /** Returns how many examples there are. */
    public int size() {
        return (int) x.size(0);
    }

    /** Returns the class names, or an empty list when the targets are numbers. */
    public List<String> classes() {
        return labelled == null ? List.of() : labelled.classes();
    }

    /** Returns how many outputs a net needs for these targets: {@code 1} or the number of classes. */
    public int outputs() {
        return y != null ? (int) y.size(1) : classes().size();
    }

    /**
     * Returns the class index of row {@code i}: its label, or what {@link TargetClasses} reads from its targets.
     *
     * @throws IllegalArgumentException when there is no such row, or its targets are numbers that mean no class
     */
    public int label(int i) {
        Tensors.checked("Example", size(), i);
        return labelled != null ? labelled.labels()[i] : targetClasses.of(i);
    }

    /** Says whether every row means a class, as labels do; targets such as prices do not. */
    public boolean areClasses() {
        return y == null || targetClasses.areAll();
    }

    /** Returns what to write beside row {@code i}: its class's name, or its targets where they mean none. */
    String caption(int i) {
        if (y == null || targetClasses.has(i)) {
            return className(label(i));
        }
        int columns = (int) y.size(1);
        return IntStream.range(i * columns, (i + 1) * columns)
                .mapToObj(j -> Float.toString((float) targets[j]))
                .collect(Collectors.joining(", "));
    }

    /** Returns the name of a class, or its index where classes have no names. */
    public String className(int label) {
        return label >= 0 && label < classes().size() ? classes().get(label) : Integer.toString(label);
    }

    /**
     * Returns some rows as square pictures: {@code [rows, side, side]} or, in colour, {@code [rows, 3, side, side]}.
     *
     * @throws IllegalStateException when the inputs are no squares
     */
    public INDArray pictures(int... rows) {
        if (Tensors.checked("Example", size(), rows).length == 0) {
            throw wrong("Expected at least one row to show but found none. Name the rows, from 0 to %,d.", size() - 1);
        }
        INDArray some = new Batch(this, rows).x();
        int side = (int) Math.round(Math.sqrt(x.size(1)));
        int third = (int) Math.round(Math.sqrt(x.size(1) / 3.0));
        if (3L * third * third == x.size(1)) {
            return some.reshape(rows.length, 3, third, third);
        }
        if ((long) side * side != x.size(1)) {
            throw new IllegalStateException("Expected inputs that are square pictures but found " + x.size(1)
                    + " numbers each. Reshape them and call showImages yourself.");
        }
        return some.reshape(rows.length, side, side);
    }

    /**
     * Returns the targets of some rows in the form that a net with {@code outputs} outputs needs.
     *
     * @param rows indices of examples
     * @param outputs how many numbers the net gives
     * @return {@code [rows, outputs], float}
     * @throws IllegalArgumentException when these targets have no such form
     */
    public INDArray targets(int[] rows, int outputs) {
        double[] values = targetValues(rows, outputs);
        if (x.dataType() != DataType.FLOAT) {
            return Nd4j.createFromArray(values).reshape(rows.length, outputs).castTo(x.dataType());
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Nd4j.create(floats, new long[] {rows.length, outputs}, 'c');
    }

    /** Returns the same as {@link #targets} as plain numbers, row after row. */
    public double[] targetValues(int[] rows, int outputs) {
        check(outputs);
        double[] values = new double[Math.multiplyExact(Tensors.checked("Example", size(), rows).length, outputs)];
        for (int r = 0; r < rows.length; r++) {
            if (labelled == null) {
                System.arraycopy(targets, rows[r] * outputs, values, r * outputs, outputs);
            } else if (outputs == 1) {
                values[r] = labelled.labels()[rows[r]];
            } else {
                values[r * outputs + labelled.labels()[rows[r]]] = 1;
            }
        }
        return values;
    }

    private void check(int outputs) {
        boolean fits = outputs == outputs() || y == null && outputs == 1 && outputs() == 2;
        if (!fits) {
            String have = outputs() + (y != null ? " columns" : " classes");
            throw new IllegalArgumentException("The net gives " + outputs + " outputs but the targets have " + have
                    + ". Give the net " + outputs() + " outputs, or the data other targets.");
        }
    }

    DataType dataType() {
        return form.type();
    }

    int features() {
        return form.features();
    }

    /** Copies rows of the inputs as floats, from the {@code first} number of a row to before the {@code last}. */
    void copyX(int[] rows, int first, int last, FloatBuffer to) {
        Tensors.open(x, "the inputs");
        if (floats != null) {
            Tensors.copy(floats, form.features(), rows, first, last, to);
        } else {
            Tensors.copyDoubles(x, rows, first, last, to);
        }
    }

    @Override
    public String toString() {
        return size() + " examples, x " + Arrays.toString(x.shape())
                + (y != null
                        ? ", y " + Arrays.toString(y.shape())
                        : ", classes " + Plain.line(classes().toString(), Plain.SENTENCE));
    }
}
