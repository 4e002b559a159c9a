package lesson4j.course;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Writes a digit on paper and photographs it, all by arithmetic: the pictures that {@link Handwriting} ships.
 *
 * <p>Paper has a tint, fibres and, on some, ruled lines; the light comes from one side; the pen is a felt pen with
 * uneven ink; the camera is a little out of focus, has noise and stands where it likes. Run
 * {@code java lesson4j.course.PaperAndPen folder} to write them anew.
 */
final class PaperAndPen {
    static final int WIDE = 400;
    static final int HIGH = 300;

    /** A photo: which digit, by which seed, the place and height of the digit, the ink, and the space between lines. */
    record Shot(int digit, long seed, double left, double top, double high, int ink, int lines) {
        String file() {
            return digit + ".jpg";
        }
    }

    static final List<Shot> SHOTS = List.of(
            new Shot(2, 3, 205, 60, 150, 0x1d2a6b, 0),
            new Shot(3, 11, 60, 95, 165, 0x24262b, 0),
            new Shot(4, 7, 215, 110, 140, 0x7a1f2b, 0),
            new Shot(5, 5, 70, 45, 170, 0x1d2a6b, 46),
            new Shot(7, 2, 225, 40, 155, 0x24262b, 0));

    private final Shot shot;
    private final Random random;
    private final double[] cover = new double[WIDE * HIGH];

    private PaperAndPen(Shot shot) {
        this.shot = shot;
        this.random = new Random(shot.seed());
    }

    static BufferedImage photo(Shot shot) {
        var paper = new PaperAndPen(shot);
        paper.write();
        return paper.photograph();
    }

    /** Moves the pen, whose tip is a disc that grows and shrinks. */
    private void write() {
        double turn = 0.1 * random.nextGaussian();
        for (var stroke : Strokes.write(shot.digit(), random)) {
            double phase = 6.3 * random.nextDouble();
            for (int i = 0; i + 1 < stroke.size(); i++) {
                for (double t = 0; t < 1; t += 0.25) {
                    double x = stroke.get(i)[0] * (1 - t) + stroke.get(i + 1)[0] * t - 0.5;
                    double y = stroke.get(i)[1] * (1 - t) + stroke.get(i + 1)[1] * t - 0.5;
                    double across = 0.72 * (x - turn * y - 0.1 * y);
                    double down = y + turn * x;
                    double tip = shot.high() * (0.048 + 0.007 * StrictMath.sin(phase + 6.0 * i / stroke.size()));
                    dot(shot.left() + shot.high() * (across + 0.36), shot.top() + shot.high() * (down + 0.5), tip);
                }
            }
        }
    }

    private void dot(double px, double py, double radius) {
        for (int y = (int) Math.max(0, py - radius - 1); y <= Math.min(HIGH - 1, py + radius + 1); y++) {
            for (int x = (int) Math.max(0, px - radius - 1); x <= Math.min(WIDE - 1, px + radius + 1); x++) {
                double near = (radius - StrictMath.hypot(x - px, y - py)) / 1.5 + 0.5;
                cover[y * WIDE + x] = Math.max(cover[y * WIDE + x], Math.min(1, near));
            }
        }
    }

    private BufferedImage photograph() {
        double[] fibres = smooth(noise(), 3);
        double[] ink = smooth(cover, 1);
        double side = 6.3 * random.nextDouble();
        double fall = 0.12 + 0.1 * random.nextDouble();
        var photo = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
        int[] tint = {240, 234, 220};
        for (int i = 0; i < ink.length; i++) {
            double x = i % WIDE / (double) WIDE - 0.5;
            double y = i / WIDE / (double) HIGH - 0.5;
            double light =
                    0.86 - fall * 2 * (x * StrictMath.cos(side) + y * StrictMath.sin(side)) - 0.2 * (x * x + y * y);
            double dark = ink[i] * (0.86 + 0.25 * fibres[i]);
            double rule = shot.lines() > 0 && i / WIDE % shot.lines() < 2 ? 0.88 : 1;
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                double pen = shot.ink() >> (16 - 8 * c) & 255;
                double paper = tint[c] * (1 + 0.09 * fibres[i]) * (c == 2 ? 1 : rule);
                double value = light * (paper * (1 - dark) + pen * dark) + 2.5 * random.nextGaussian();
                rgb = rgb << 8 | (int) Math.max(0, Math.min(255, Math.rint(value)));
            }
            photo.setRGB(i % WIDE, i / WIDE, rgb);
        }
        return photo;
    }

    private double[] noise() {
        return random.doubles(WIDE * HIGH).map(v -> 2 * v - 1).toArray();
    }

    /** Takes the mean over a small square, which is what a lens out of focus does. */
    private static double[] smooth(double[] from, int reach) {
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            double sum = 0;
            int count = 0;
            for (int y = Math.max(0, i / WIDE - reach); y <= Math.min(HIGH - 1, i / WIDE + reach); y++) {
                for (int x = Math.max(0, i % WIDE - reach); x <= Math.min(WIDE - 1, i % WIDE + reach); x++) {
                    sum += from[y * WIDE + x];
                    count++;
                }
            }
            to[i] = sum / count;
        }
        return to;
    }

    /** Writes the photos into a folder, and returns their files. */
    static List<Path> write(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (var shot : SHOTS) {
            var file = Files.createDirectories(folder).resolve(shot.file());
            ImageIO.write(photo(shot), "jpg", file.toFile());
            files.add(file);
        }
        return files;
    }

    /** Writes the photos into the folder named. */
    public static void main(String[] folder) throws IOException {
        write(Path.of(folder[0])).forEach(System.out::println);
    }
}
