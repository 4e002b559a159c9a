package lesson4j.plot;

import static lesson4j.plot.Given.numbers;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of one image, read once from a tensor of any numeric type.
 *
 * @param values row after row; of a colour image all red, then all green, then all blue
 * @param whole whether the tensor held whole numbers
 */
record Pixels(float[] values, int rows, int cols, boolean whole) {
    private static final int LONG = 8;
    private static final int RGB = 3;

    /** Reads {@code [h, w]}, {@code [3, h, w]} or a square number of values, {@code [784]}; axes of length 1 do not count. */
    static Pixels of(INDArray image) {
        long[] shape = Arrays.stream(numbers(image, "the image").shape())
                .filter(n -> n != 1)
                .toArray();
        if (shape.length == 1 && side(shape[0]) > 0) {
            return cut(image, side(shape[0]), side(shape[0]), 1).get(0);
        }
        if (shape.length == 2 && !isRows(shape[0], shape[1]) && !isRows(shape[1], shape[0])) {
            return cut(image, shape[0], shape[1], 1).get(0);
        }
        if (shape.length == 3 && shape[0] == RGB) {
            return cut(image, shape[1], shape[2], RGB).get(0);
        }
        throw new IllegalArgumentException("Expected an image of shape [28, 28] or [784] but found "
                + Arrays.toString(image.shape()) + ". " + advice(shape));
    }

    private static String advice(long[] shape) {
        if (shape.length < 2) {
            return "Reshape it to [height, width] first.";
        }
        boolean weights = shape.length == 2 && isRows(shape[1], shape[0]);
        return weights ? "Use weightImages for weights." : "Use showImages for a stack.";
    }

    /** Reads {@code [n, h, w]}, {@code [n, 1, h, w]}, {@code [n, 3, h, w]} or {@code [n, 784]}. */
    static List<Pixels> stack(INDArray images) {
        long[] shape = numbers(images, "the images").shape();
        if (shape.length == 2 && side(shape[1]) > 0) {
            return cut(images, side(shape[1]), side(shape[1]), 1);
        }
        if (shape.length == 3 || shape.length == 4 && (shape[1] == 1 || shape[1] == RGB)) {
            int planes = shape.length == 3 ? 1 : (int) shape[1];
            return cut(images, shape[shape.length - 2], shape[shape.length - 1], planes);
        }
        throw new IllegalArgumentException("Expected a stack of shape [n, 28, 28] or [n, 784] but found "
                + Arrays.toString(shape) + ". Use showImage for one image.");
    }

    /** Reads one image per column of {@code w [784, units]}. */
    static List<Pixels> units(INDArray w) {
        if (numbers(w, "the weights").rank() != 2 || side(w.size(0)) == 0) {
            throw new IllegalArgumentException("Expected weights of shape [784, units] but found "
                    + Arrays.toString(w.shape()) + ". Use getParam(\"0_W\"), or transpose() for [units, 784].");
        }
        return cut(w.transpose(), side(w.size(0)), side(w.size(0)), 1);
    }

    /** Parts the numbers of images, in colour or not, of one size. */
    private static List<Pixels> cut(INDArray images, long height, long width, int planes) {
        int rows = (int) height;
        int cols = (int) width;
        int size = rows * cols * planes;
        boolean whole = images.dataType().isIntType();
        float[] all =
                images.castTo(DataType.FLOAT).dup('c').reshape(images.length()).toFloatVector();
        return IntStream.range(0, all.length / size)
                .mapToObj(i -> new Pixels(Arrays.copyOfRange(all, i * size, (i + 1) * size), rows, cols, whole))
                .toList();
    }

    float at(int row, int col) {
        return values[row * cols + col];
    }

    BufferedImage paint(Palette palette, Range range) {
        var image = new BufferedImage(cols, rows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rows * cols; i++) {
            int rgb = isColour() ? colour(i, range) : palette.rgb(values[i], range.min(), range.max());
            image.setRGB(i % cols, i / cols, rgb);
        }
        return image;
    }

    private boolean isColour() {
        return values.length == RGB * rows * cols;
    }

    /** Mixes a pixel of its three parts, each from none at the range's least to all at its most. */
    private int colour(int i, Range range) {
        int rgb = 0;
        for (int plane = 0; plane < RGB; plane++) {
            double share = (values[plane * rows * cols + i] - range.min()) / (range.max() - range.min());
            rgb = rgb << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, share)));
        }
        return rgb;
    }

    /** Returns {@code [h, w]} in words. */
    String size() {
        return rows + " by " + cols + (isColour() ? " pixels in colour" : " pixels");
    }

    /** Returns the side of a square image of {@code length} pixels, 0 if there is none. */
    private static int side(long length) {
        int side = (int) Math.round(Math.sqrt(length));
        return (long) side * side == length ? side : 0;
    }

    /** Tells {@code n} images of {@code length} pixels, a row each, from one long image. */
    private static boolean isRows(long n, long length) {
        return length > LONG * n && side(length) > 0;
    }

    /**
     * The smallest and the largest of some numbers, or of those that get a colour of their own.
     *
     * @param unreadable how many are NaN or infinite, which have no colour
     */
    record Range(double min, double max, long unreadable) {

        Range(double min, double max) {
            this(min, max, 0);
        }

        /** Returns the range of all values of all images. */
        static Range of(List<Pixels> images) {
            var all = images.stream()
                    .flatMapToDouble(
                            image -> IntStream.range(0, image.values().length).mapToDouble(i -> image.values()[i]))
                    .filter(Double::isFinite)
                    .summaryStatistics();
            long unreadable =
                    images.stream().mapToLong(image -> image.values().length).sum() - all.getCount();
            return all.getCount() == 0
                    ? new Range(0, 0, unreadable)
                    : new Range(all.getMin(), all.getMax(), unreadable);
        }

        /** Returns the colours of ink: from 0 to 1, or to 255, so that two pictures can be compared. */
        static Range ofInk(List<Pixels> images) {
            var all = of(images);
            if (all.min < 0) {
                return all;
            }
            boolean bytes = all.max > 1 || images.stream().allMatch(Pixels::whole);
            return new Range(0, Math.max(bytes ? 255 : 1, all.max));
        }

        /** Returns this range made as wide below 0 as above. */
        Range centred() {
            double most = Math.max(Math.abs(min), Math.abs(max));
            return most == 0 ? new Range(-1, 1) : new Range(-most, most);
        }

        @Override
        public String toString() {
            return NumberText.range(min, max) + (unreadable == 0 ? "" : ", " + unreadable + " of them NaN or infinite");
        }
    }
}
