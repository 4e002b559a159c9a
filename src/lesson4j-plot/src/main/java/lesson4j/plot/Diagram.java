package lesson4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws what the lesson explains with boxes and arrows: {@code Diagram.gradientDescent()}. */
public final class Diagram {
    private static final Font NAME = Fonts.bold(14);
    private static final Font NOTE = Fonts.plain(12);
    private static final Color LINE = Canvas.SOFT_INK;
    private static final Color BOX = new Color(0xeaf3f9);
    private static final Color BORDER = LessonTheme.colour(0);
    private static final Color LOOP = LessonTheme.colour(1);
    private static final List<String> STEPS =
            List.of("1 init", "2 predict", "3 loss", "4 gradient", "5 step", "7 stop");
    private static final List<String> NOTES =
            List.of("random weights", "for each image", "how wrong?", "which way?", "change weights", "good enough");
    private static final double PITCH = 121;
    private static final double LEFT = 12;
    private static final double TOP = 78;
    private static final double WIDTH = 98;
    private static final double HEIGHT = 42;

    private Diagram() {}

    /**
     * Draws the seven steps of gradient descent: a row of six boxes, and an arrow from step back to predict.
     *
     * <p>{@code Diagram.gradientDescent()} as the last line of a cell shows it.
     */
    public static Picture gradientDescent() {
        var canvas = new Canvas(2 * LEFT + 5 * PITCH + WIDTH, TOP + HEIGHT + 36);
        for (int i = 0; i < STEPS.size(); i++) {
            box(canvas, i);
            if (i > 0) {
                arrow(canvas, LEFT + (i - 1) * PITCH + WIDTH, LEFT + i * PITCH);
            }
        }
        loop(canvas, middle(4), middle(1));
        return new Picture(
                canvas.done(),
                "Diagram of the seven steps: 1 init, 2 predict, 3 loss, 4 gradient, 5 step, 6 repeat from predict, 7 stop.");
    }

    private static double middle(int step) {
        return LEFT + step * PITCH + WIDTH / 2;
    }

    private static void box(Canvas canvas, int step) {
        var shape = new RoundRectangle2D.Double(LEFT + step * PITCH, TOP, WIDTH, HEIGHT, 14, 14);
        boolean end = step == 0 || step == STEPS.size() - 1;
        canvas.fill(shape, end ? new Color(0xf2f2f2) : BOX);
        canvas.outline(shape, end ? LINE : BORDER, 1.5);
        canvas.centered(STEPS.get(step), NAME, Canvas.INK, shape.getBounds2D());
        canvas.text(NOTES.get(step), NOTE, LINE, middle(step), TOP + HEIGHT + 20);
    }

    private static void arrow(Canvas canvas, double from, double to) {
        double y = TOP + HEIGHT / 2;
        canvas.outline(new Line2D.Double(from + 2, y, to - 8, y), LINE, 1.5);
        head(canvas, LINE, to - 2, y, to - 10, y - 4.5, to - 10, y + 4.5);
    }

    private static void loop(Canvas canvas, double from, double to) {
        double high = 8;
        var curve = new CubicCurve2D.Double(from, TOP - 2, from - 20, high, to + 20, high, to, TOP - 9);
        canvas.outline(curve, LOOP, 2);
        head(canvas, LOOP, to - 1.5, TOP - 2, to - 3, TOP - 12, to + 6, TOP - 9.5);
        canvas.text("6 repeat", NAME, LOOP, (from + to) / 2, TOP - 60);
    }

    private static void head(
            Canvas canvas, Color color, double x, double y, double x1, double y1, double x2, double y2) {
        var triangle = new Path2D.Double();
        triangle.moveTo(x, y);
        triangle.lineTo(x1, y1);
        triangle.lineTo(x2, y2);
        canvas.fill(triangle, color);
    }
}
