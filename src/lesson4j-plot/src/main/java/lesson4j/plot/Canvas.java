package lesson4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A white sheet measured in points and drawn at two pixels per point. */
final class Canvas {
    static final int SCALE = 2;
    static final Color INK = new Color(0x262626);
    static final Color SOFT_INK = new Color(0x595959);
    static final Color FRAME = new Color(0xc8c8c8);

    /** At two pixels per point a quarter of a gigabyte. */
    private static final double MOST_POINTS = 15e6;

    private final BufferedImage image;
    private final Graphics2D g;

    /** Takes a size; a picture that no notebook could show is refused before memory is taken for it. */
    Canvas(double width, double height) {
        if (!(Math.max(1, width) * Math.max(1, height) <= MOST_POINTS)) {
            throw new IllegalArgumentException("Expected a picture of at most " + NumberText.count((long) MOST_POINTS)
                    + " points but found one of " + NumberText.text(width) + " by " + NumberText.text(height)
                    + ". Show fewer or smaller parts: images.get(interval(0, 100)).");
        }
        image = new BufferedImage(
                Math.max(1, (int) Math.ceil(width)) * SCALE,
                Math.max(1, (int) Math.ceil(height)) * SCALE,
                BufferedImage.TYPE_INT_RGB);
        g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.scale(SCALE, SCALE);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** Returns a pen that leaves nothing, to lay a chart out. */
    static Graphics2D unseen() {
        return new Canvas(1, 1).g;
    }

    /** Returns the pen itself, in points. */
    Graphics2D pen() {
        return g;
    }

    /** Ends the drawing and returns its pixels. */
    BufferedImage done() {
        g.dispose();
        return image;
    }

    /** Writes {@code text} with its middle at {@code x}. */
    void text(String text, Font font, Color color, double x, double baseline) {
        g.setFont(font);
        g.setColor(color);
        g.drawString(text, (float) (x - Fonts.width(text, font) / 2), (float) baseline);
    }

    /** Writes {@code text} in the middle of a box: the middle of its capital letters and digits. */
    void centered(String text, Font font, Color color, Rectangle2D box) {
        text(text, font, color, box.getCenterX(), box.getCenterY() + Fonts.capHeight(font) / 2);
    }

    /** Writes {@code text} upwards in the middle of a box. */
    void upwards(String text, Font font, Color color, Rectangle2D box) {
        var before = g.getTransform();
        g.rotate(-Math.PI / 2, box.getCenterX(), box.getCenterY());
        centered(text, font, color, box);
        g.setTransform(before);
    }

    void fill(Shape shape, Color color) {
        g.setColor(color);
        g.fill(shape);
    }

    void outline(Shape shape, Color color, double width) {
        g.setColor(color);
        g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(shape);
    }

    /** Draws an image with {@code zoom} points per pixel, each a sharp square. */
    void image(BufferedImage pixels, double x, double y, double zoom) {
        g.drawImage(pixels, new AffineTransform(zoom, 0, 0, zoom, x, y), null);
    }
}
