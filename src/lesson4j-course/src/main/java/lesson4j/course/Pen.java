package lesson4j.course;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;

/**
 * One hand writing one digit: its slant, size, pressure and unrest, drawn as grey pixels the way MNIST prepares them.
 *
 * <p>Computed by plain arithmetic, not by a graphics library, so that every machine draws the same.
 */
final class Pen {
    static final int SIDE = 28;
    private static final double BOX = 20;
    private static final double MARGIN = 1;

    private final Random random;
    private final double radius;
    private final double[][] turn;
    private final double waistX;
    private final double waistY;
    private final double unrest;
    private final double phase;
    private final double[] ink = new double[SIDE * SIDE];

    Pen(Random random) {
        this.random = random;
        this.radius = clamp(1.3 + 0.32 * random.nextGaussian(), 0.75, 2.1);
        double slant = 0.22 * random.nextGaussian() + 0.08;
        double angle = 0.12 * random.nextGaussian();
        double wide = StrictMath.exp(0.2 * random.nextGaussian() - 0.22);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        this.turn = new double[][] {{wide * cos, -slant - sin}, {wide * sin, cos}};
        this.waistX = StrictMath.exp(0.16 * random.nextGaussian());
        this.waistY = StrictMath.exp(0.16 * random.nextGaussian());
        this.unrest = 0.012 * Math.abs(random.nextGaussian());
        this.phase = 6.3 * random.nextDouble();
    }

    /** Draws the digit into a 20×20 box and puts its centre of mass into the middle of 28×28 pixels. */
    byte[] draw(int digit) {
        var strokes = Strokes.write(digit, random);
        strokes.forEach(this::bend);
        fit(strokes.stream().flatMap(List::stream).toList());
        for (var stroke : strokes) {
            double pressure = 6.3 * random.nextDouble();
            double change = 0.1 + 0.12 * random.nextDouble();
            for (int i = 0; i < stroke.size(); i++) {
                double along = i / (stroke.size() - 1.0);
                double width = 1 + change * StrictMath.sin(pressure + 5 * along);
                double end = Math.min(1, 0.75 + 2.5 * Math.min(along, 1 - along));
                dot(stroke.get(i), radius * width * end);
            }
        }
        return grey();
    }

    /** Warps, slants and shakes a stroke, in place. */
    private void bend(List<double[]> stroke) {
        for (int i = 0; i < stroke.size(); i++) {
            double[] p = stroke.get(i);
            double x = power(p[0], waistX) - 0.5;
            double y = power(p[1], waistY) - 0.5;
            p[0] = turn[0][0] * x + turn[0][1] * y + unrest * StrictMath.sin(phase + 9 * y + 0.2 * i);
            p[1] = turn[1][0] * x + turn[1][1] * y + unrest * StrictMath.sin(2 * phase + 8 * x + 0.15 * i);
        }
    }

    /** Moves the middle of the digit up or down, left or right, and keeps its ends. */
    private static double power(double at, double exponent) {
        return at <= 0 || at >= 1 ? at : StrictMath.pow(at, exponent);
    }

    /** Scales the digit to the box and moves it, one axis after the other. */
    private void fit(List<double[]> points) {
        var x = points.stream().mapToDouble(p -> p[0]).summaryStatistics();
        var y = points.stream().mapToDouble(p -> p[1]).summaryStatistics();
        double scale = (BOX - 2 * radius) / Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
        for (double[] p : points) {
            p[0] = p[0] * scale + move(x, scale);
            p[1] = p[1] * scale + move(y, scale);
        }
    }

    /** Says how far to move a coordinate so that its mean is in the middle and no ink near the edge. */
    private double move(DoubleSummaryStatistics at, double scale) {
        double low = MARGIN + radius - at.getMin() * scale;
        double high = SIDE - MARGIN - radius - at.getMax() * scale;
        return clamp(SIDE / 2.0 - at.getAverage() * scale, low, high);
    }

    /** Inks every pixel nearer than {@code r} to a point, with an edge one pixel soft. */
    private void dot(double[] p, double r) {
        for (int y = (int) (p[1] - r - 1); y <= p[1] + r; y++) {
            for (int x = (int) (p[0] - r - 1); x <= p[0] + r; x++) {
                double dx = x + 0.5 - p[0];
                double dy = y + 0.5 - p[1];
                double cover = (r - Math.sqrt(dx * dx + dy * dy)) / 1.2 + 0.5;
                int at = y * SIDE + x;
                ink[at] = Math.max(ink[at], Math.min(1, cover));
            }
        }
    }

    /** Paper stays white; ink is a little uneven, most at its edges. */
    private byte[] grey() {
        byte[] pixels = new byte[ink.length];
        for (int i = 0; i < ink.length; i++) {
            if (ink[i] > 0) {
                double uneven = 0.02 + 0.16 * ink[i] * (1 - ink[i]);
                double value = ink[i] - uneven * Math.abs(random.nextGaussian());
                pixels[i] = (byte) Math.round(254 * clamp(value, 0, 1) + (value > 0.9 ? 1 : 0));
            }
        }
        return pixels;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
