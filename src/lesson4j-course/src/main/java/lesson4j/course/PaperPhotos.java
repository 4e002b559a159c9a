package lesson4j.course;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.numbers;
import static lesson4j.plot.Given.wrong;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import lesson4j.data.LabelledImages;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes folders of pictures such as readers have, from the lesson's digits: {@code PaperPhotos.folder(testing)}. */
public final class PaperPhotos {
    private static final Map<String, String> NAMES = Map.of("2", "two", "3", "three", "5", "five", "7", "seven");
    private static final int OF_EACH = 300;
    private static final int PAPERS = 100;
    private static final int SMALLEST = 40;
    private static final int SPREAD = 60;
    private static final int LARGEST = 4096;
    private static final Color RED = new Color(255, 90, 90);
    private static final Color GREEN = new Color(80, 175, 80);

    private PaperPhotos() {}

    /**
     * Writes up to 300 pictures each of four digits, in many sizes and tints, as PNG and JPEG.
     *
     * <p>Two files among them are no pictures. The folder is a new one for temporary files.
     */
    public static Path folder(LabelledImages digits) {
        var random = new Random(8);
        try {
            var folder = Files.createTempDirectory("pictures");
            for (var name : new TreeMap<>(NAMES).entrySet()) {
                var some = given(digits, "the digits").ofClass(name.getKey());
                for (int i = 0; i < Math.min(OF_EACH, some.size()); i++) {
                    var paper = Color.getHSBColor(random.nextFloat(), 0.3f, 1);
                    int wide = SMALLEST + random.nextInt(SPREAD);
                    int high = SMALLEST + random.nextInt(SPREAD);
                    var photo = photo(some.image(i), wide, high, paper);
                    write(photo, folder.resolve(name.getValue()), i + (i % 3 == 0 ? ".jpg" : ".png"));
                }
            }
            Files.writeString(folder.resolve("two/notes.txt"), "Scanned on Sunday.");
            Files.write(folder.resolve("five/torn.jpg"), new byte[] {-1, -40, -1});
            return folder;
        } catch (IOException e) {
            throw failed(e, "The example's pictures cannot be written to a folder for temporary files.");
        }
    }

    /** Writes a hundred sevens on red and a hundred on green paper, equally light and differently lit. */
    public static Path redAndGreen(LabelledImages digits) {
        var random = new Random(8);
        var sevens = given(digits, "the digits").ofClass("7");
        try {
            var folder = Files.createTempDirectory("papers");
            for (int i = 0; i < 2 * PAPERS; i++) {
                double lit = 0.6 + 0.4 * random.nextDouble();
                var paper = i < PAPERS ? RED : GREEN;
                var photo = photo(sevens.image(i % sevens.size()), 50, 50, lit(paper, lit));
                write(photo, folder.resolve(i < PAPERS ? "red" : "green"), i % PAPERS + ".png");
            }
            return folder;
        } catch (IOException e) {
            throw failed(e, "The papers cannot be written to a folder for temporary files.");
        }
    }

    /**
     * Returns a digit in dark ink in the middle of paper: {@code photo(testing.image(0), 60, 50, Color.WHITE)}.
     *
     * @param digit {@code [side, side]}, ink 0..1
     * @param wide from 1 to 4096, as {@code high}
     */
    public static BufferedImage photo(INDArray digit, int wide, int high, Color paper) {
        var ink = numbers(digit, "the digit");
        given(paper, "the paper's colour");
        if (ink.rank() != 2 || ink.size(0) != ink.size(1)) {
            throw wrong("Expected a digit [side, side] but found %s.", Arrays.toString(ink.shape()));
        }
        if (Math.min(wide, high) < 1 || Math.max(wide, high) > LARGEST) {
            throw wrong("Expected a picture of 1 to %d pixels a side but found %d by %d.", LARGEST, wide, high);
        }
        if (!(ink.minNumber().doubleValue() >= 0 && ink.maxNumber().doubleValue() <= 1)) {
            throw wrong("Expected ink from 0 to 1 but found %s to %s.", ink.minNumber(), ink.maxNumber());
        }
        return drawn(ink, wide, high, paper);
    }

    private static BufferedImage drawn(INDArray ink, int wide, int high, Color paper) {
        int rows = (int) ink.size(0);
        var photo = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        int side = Math.min(wide, high);
        int left = (wide - side) / 2;
        int top = (high - side) / 2;
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                int row = Math.floorDiv((y - top) * rows, side);
                int column = Math.floorDiv((x - left) * rows, side);
                boolean inside = row >= 0 && row < rows && column >= 0 && column < rows;
                double light = inside ? 1 - 0.8 * ink.getDouble(row, column) : 1;
                photo.setRGB(x, y, lit(paper, light).getRGB());
            }
        }
        return photo;
    }

    private static Color lit(Color paper, double light) {
        return new Color(
                (int) (paper.getRed() * light), (int) (paper.getGreen() * light), (int) (paper.getBlue() * light));
    }

    private static void write(BufferedImage photo, Path folder, String name) throws IOException {
        String type = name.substring(name.lastIndexOf('.') + 1);
        ImageIO.write(photo, type, Files.createDirectories(folder).resolve(name).toFile());
    }
}
