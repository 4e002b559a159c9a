import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** JPEG files like photographs, in colour, lying, with a folder for each of ten classes: light, things, and grain. */
final class Photographs {
    private static final int WIDTH = 192;
    private static final int HEIGHT = 128;
    private static final int THINGS = 12;
    private static final int GRAIN = 12;

    private Photographs() {}

    /** Returns the folder, after drawing what is not there yet. */
    static Path in(Path folder, int count) {
        Path all = folder.resolve("photographs-" + count);
        IntStream.range(0, count).parallel().forEach(i -> {
            Path file = all.resolve(Integer.toString(i % 10)).resolve(i + ".jpg");
            if (!Files.exists(file)) {
                write(draw(new Random(i)), file);
            }
        });
        return all;
    }

    /** A file that is there is whole: it gets its name at the end. */
    private static void write(BufferedImage picture, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling("." + file.getFileName());
            ImageIO.write(picture, "jpg", part.toFile());
            Files.move(part, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage draw(Random random) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, colour(random), WIDTH, HEIGHT, colour(random)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < THINGS; i++) {
            pen.setPaint(colour(random));
            pen.fillOval(
                    random.nextInt(WIDTH) - 20, random.nextInt(HEIGHT) - 20, random.nextInt(80), random.nextInt(80));
        }
        pen.dispose();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, grain(picture.getRGB(x, y), random.nextInt(GRAIN)));
            }
        }
        return picture;
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(220), random.nextInt(220), random.nextInt(220));
    }

    private static int grain(int rgb, int by) {
        return rgb + by * 0x010101; // no colour is so light that this would carry
    }
}
