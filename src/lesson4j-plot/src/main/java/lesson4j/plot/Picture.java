package lesson4j.plot;

import static lesson4j.plot.Given.given;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finished picture with the sentence that stands for it.
 *
 * @param image the pixels, drawn at {@code scale} times the size they are shown in
 * @param scale pixels per shown point, 2 for pictures that stay sharp on dense screens
 * @param alt what a reader who cannot see the picture needs to know, one sentence
 * @param text what is shown where no picture can be: the same sentence, or the numbers themselves
 */
public record Picture(BufferedImage image, int scale, String alt, String text) {
    private static final double TITLE = 24;

    /** Makes a picture; characters of {@code alt} that cannot be seen are spelled out. */
    public Picture {
        given(image, "the image");
        if (scale < 1) {
            throw new IllegalArgumentException("Expected 1 pixel or more per shown point but found " + scale
                    + ". Pictures that stay sharp on dense screens have 2.");
        }
        String line = Plain.line(alt, Plain.SENTENCE);
        text = Objects.equals(text, alt) ? line : Plain.lines(text);
        alt = line;
    }

    /** A picture at two pixels per point whose text is its alt sentence. */
    public Picture(BufferedImage image, String alt) {
        this(image, 2, alt, alt);
    }

    /**
     * Shows any image as it is; one too small to see is enlarged by whole pixels to about 112 points.
     *
     * @param image the image, of any size
     */
    public static Picture of(BufferedImage image) {
        int longest = Math.max(given(image, "the image").getWidth(), image.getHeight());
        int zoom = Math.max(1, 112 / longest);
        String alt = "Picture of " + image.getWidth() + " by " + image.getHeight() + " pixels";
        return zoom == 1 ? new Picture(image, 1, alt, alt) : new Picture(enlarge(image, 2 * zoom), alt);
    }

    private static BufferedImage enlarge(BufferedImage image, int factor) {
        int width = image.getWidth() * factor;
        int height = image.getHeight() * factor;
        var large = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var g = large.createGraphics();
        g.drawImage(image, 0, 0, width, height, null); // nearest neighbour is Java 2D's default
        g.dispose();
        return large;
    }

    /** Returns the width it is shown in, in points. */
    public int width() {
        return image.getWidth() / scale;
    }

    /** Returns the height it is shown in, in points. */
    public int height() {
        return image.getHeight() / scale;
    }

    /** Returns pictures row by row, {@code gap} points between neighbours, their tops aligned. */
    static Picture rows(List<List<Picture>> rows, double gap) {
        double width = 0;
        double height = 0;
        for (var row : rows) {
            width = Math.max(
                    width, row.stream().mapToDouble(p -> p.width() + gap).sum() - gap);
            height += height(row);
        }
        var canvas = new Canvas(width, height);
        double y = 0;
        for (var row : rows) {
            double x = 0;
            for (var picture : row) {
                canvas.image(picture.image(), x, y, 1.0 / picture.scale());
                x += picture.width() + gap;
            }
            y += height(row);
        }
        var all = rows.stream().flatMap(List::stream).toList();
        return new Picture(canvas.done(), Canvas.SCALE, join(all, Picture::alt, " "), join(all, Picture::text, "\n"));
    }

    private static int height(List<Picture> row) {
        return row.stream().mapToInt(Picture::height).max().orElse(0);
    }

    /** Returns this picture with a title centred above it and before its text. */
    Picture titled(@Nullable String above) {
        String title = Plain.line(above, Plain.LINE);
        var font = Fonts.plain(14);
        double width = Math.max(width(), Math.ceil(Fonts.width(title, font)) + 12);
        var canvas = new Canvas(width, height() + TITLE);
        canvas.text(title, font, Canvas.INK, width / 2, 17);
        canvas.image(image, Math.floor((width - width()) / 2), TITLE, 1.0 / scale);
        return new Picture(canvas.done(), Canvas.SCALE, title + ": " + alt, title + ": " + text);
    }

    private static String join(List<Picture> pictures, Function<Picture, String> text, String between) {
        return pictures.stream().map(text).filter(s -> !s.isBlank()).collect(Collectors.joining(between));
    }

    @Override
    public String toString() {
        return text;
    }
}
