package lesson4j.plot;

import static lesson4j.plot.Given.each;
import static lesson4j.plot.Given.given;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.plot.Grid.Tile;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shows tensors as pictures: one image, a grid, predictions, weights, and the numbers behind the grey.
 *
 * <p>{@code import static lesson4j.plot.Images.*;} then {@code showImage(digit)}. Grey starts with white at 0 and ends
 * with black at 255, or at 1 for fractions.
 */
public final class Images {
    private static final int MOST_CAPTIONS = 20;

    private Images() {}

    /**
     * Draws one image in shades of grey, or in its colours, each pixel a sharp square.
     *
     * <p>{@code showImage(threes.get(point(1)))}
     *
     * @param image {@code [h, w]}, in colour {@code [3, h, w]}, or a square number of values such as {@code [784]}, any
     *     numeric type, 0..1 or 0..255
     */
    public static Picture showImage(INDArray image) {
        return showImage(image, "", Palette.GREYS);
    }

    /** Draws one image as {@link #showImage(INDArray)} does, with a title: {@code showImage(mean3, "mean of the 3s")}. */
    public static Picture showImage(INDArray image, @Nullable String title) {
        return showImage(image, title, Palette.GREYS);
    }

    /** Draws one image in the colours of {@code palette}: {@code showImage(mean0, "ideal zero", Palette.ORANGES)}. */
    public static Picture showImage(INDArray image, @Nullable String title, Palette palette) {
        var pixels = List.of(Pixels.of(image));
        given(palette, "the palette");
        String text = Objects.requireNonNullElse(title, "");
        var colours = palette == Palette.DIVERGING ? Pixels.Range.of(pixels).centred() : Pixels.Range.ofInk(pixels);
        var tile = Tile.of(pixels.get(0).paint(palette, colours), text);
        var alt = "Picture of " + pixels.get(0).size() + ", values " + Pixels.Range.of(pixels);
        return new Picture(Grid.draw(List.of(tile), 1), alt + (text.isEmpty() ? "." : ": " + text + "."));
    }

    /**
     * Draws a stack of images in a grid, ten to a row.
     *
     * @param images {@code [n, h, w]}, {@code [n, 1, h, w]} or {@code [n, 784]}, 0..1 or 0..255, one grey scale for all
     */
    public static Picture showImages(INDArray images) {
        return showImages(images, List.of());
    }

    /** Draws a stack of images with a caption above each: {@code showImages(xb, List.of("3", "7"))}. */
    public static Picture showImages(INDArray images, List<String> captions) {
        return captioned(Pixels.stack(images), captions, Grid.COLUMNS);
    }

    /** Draws a stack with captions in {@code columns} columns: {@code showImages(xb, labels, 3)} is fast.ai's batch. */
    public static Picture showImages(INDArray images, List<String> captions, int columns) {
        return captioned(Pixels.stack(images), captions, columns);
    }

    /** Draws single images without captions: {@code showImages(threes.subList(0, 5))}. */
    public static Picture showImages(List<INDArray> images) {
        return showImages(images, List.of());
    }

    /** Draws single images with captions: {@code showImages(List.of(mean3, mean7), List.of("mean 3", "mean 7"))}. */
    public static Picture showImages(List<INDArray> images, List<String> captions) {
        return captioned(each(images, "the images").stream().map(Pixels::of).toList(), captions, Grid.COLUMNS);
    }

    /**
     * Draws images with what they are and what was predicted. A mistake is marked by a cross, a frame and a colour.
     *
     * <p>{@code showResults(xb, List.of("3", "7"), List.of("3", "3"))} writes {@code 3 → 3} and {@code 7 → 3 ✗}.
     */
    public static Picture showResults(INDArray images, List<String> targets, List<String> preds) {
        return showResults(images, targets, preds, List.of());
    }

    /** Draws predictions as above with a note under each caption, such as its loss: {@code List.of("loss 5.70")}. */
    public static Picture showResults(INDArray images, List<String> targets, List<String> preds, List<String> notes) {
        var pixels = Pixels.stack(images);
        checkCount("targets", targets, pixels.size());
        checkCount("predictions", preds, pixels.size());
        checkCount("notes", given(notes, "the notes").isEmpty() ? targets : notes, pixels.size());
        var ink = Pixels.Range.ofInk(pixels);
        var tiles = new ArrayList<Tile>();
        for (int i = 0; i < pixels.size(); i++) {
            boolean wrong = !targets.get(i).equals(preds.get(i));
            var caption = targets.get(i) + " → " + preds.get(i) + (wrong ? " ✗" : "");
            var lines = notes.isEmpty() ? List.of(caption) : List.of(caption, notes.get(i));
            tiles.add(new Tile(pixels.get(i).paint(Palette.GREYS, ink), lines, wrong));
        }
        long wrong = tiles.stream().filter(Tile::wrong).count();
        return grid(pixels, tiles, Grid.COLUMNS, "; " + wrong + " wrong.");
    }

    /**
     * Draws the weights of every unit, blue below 0, white at 0, red above, with one scale for all.
     *
     * <p>{@code weightImages(net.getParam("0_W"))}
     *
     * @param w {@code [784, units]}, any range
     * @throws IllegalArgumentException when the first axis is not a square number
     */
    public static Picture weightImages(INDArray w) {
        return Weights.draw(w);
    }

    /**
     * Draws the weights before training, after it, and their difference, side by side with one scale.
     *
     * <p>{@code weightChange(w0, net.getParam("0_W"))} shows what training changed, and what still is its random start.
     *
     * @param initial {@code [784, units]}, a copy made before training
     * @param trained {@code [784, units]}
     */
    public static Picture weightChange(INDArray initial, INDArray trained) {
        return Weights.change(initial, trained);
    }

    /**
     * Draws the numbers of an image on their own grey; its text form is the numbers.
     *
     * <p>{@code pixelTable(im3, 4, 15, 4, 22)} shows rows 4 to 14 and columns 4 to 21, as the slice {@code [4:15,4:22]}.
     *
     * @param image {@code [h, w]} or {@code [784]}, 0..1 or 0..255
     * @param toRow the first row that is not shown
     * @param toCol the first column that is not shown
     */
    public static Picture pixelTable(INDArray image, int fromRow, int toRow, int fromCol, int toCol) {
        return NumberGrid.ofPixels(Pixels.of(image), fromRow, toRow, fromCol, toCol);
    }

    /** Draws all numbers of an image on their own grey: {@code pixelTable(im3)}. */
    public static Picture pixelTable(INDArray image) {
        var pixels = Pixels.of(image);
        return NumberGrid.ofPixels(pixels, 0, pixels.rows(), 0, pixels.cols());
    }

    /** Puts pictures into one row: {@code sideBySide(showImage(mean3, "3"), showImage(mean7, "7"))}. */
    public static Picture sideBySide(Picture... pictures) {
        return Picture.rows(List.of(each(pictures, "the pictures")), 12);
    }

    /** Puts pictures one below the other: {@code stacked(showImages(threes), showImages(sevens))}. */
    public static Picture stacked(Picture... pictures) {
        return Picture.rows(
                each(pictures, "the pictures").stream().map(List::of).toList(), 0);
    }

    /** Puts a title above a picture: {@code titled(weightImages(w), "After 40 epochs")}. */
    public static Picture titled(Picture picture, @Nullable String title) {
        return given(picture, "the picture").titled(title);
    }

    private static Picture captioned(List<Pixels> images, List<String> captions, int columns) {
        var texts = each(captions, "the captions").isEmpty() ? Collections.nCopies(images.size(), "") : captions;
        checkCount("captions", texts, images.size());
        var ink = Pixels.Range.ofInk(images);
        var tiles = IntStream.range(0, images.size())
                .mapToObj(i -> Tile.of(images.get(i).paint(Palette.GREYS, ink), texts.get(i)))
                .toList();
        return grid(images, tiles, columns, ".");
    }

    private static Picture grid(List<Pixels> images, List<Tile> tiles, int columns, String end) {
        var sizes = images.stream().map(Pixels::size).distinct().collect(Collectors.joining(" or "));
        var captions = tiles.stream()
                .filter(tile -> !tile.lines().isEmpty())
                .limit(MOST_CAPTIONS)
                .map(tile -> String.join(", ", tile.lines()))
                .collect(Collectors.joining("; "));
        var more = captions.isEmpty() || tiles.size() <= MOST_CAPTIONS ? "" : " …";
        var alt = images.size() + (images.size() == 1 ? " picture of " : " pictures of ") + sizes + ", values "
                + Pixels.Range.of(images) + (captions.isEmpty() ? "" : ": " + captions) + more + end;
        return new Picture(Grid.draw(tiles, columns), images.isEmpty() ? "No pictures." : alt);
    }

    private static void checkCount(String what, List<String> texts, int images) {
        if (each(texts, "the " + what).size() != images) {
            throw new IllegalArgumentException("Expected " + images + " " + what + ", one per image, but found "
                    + texts.size() + ". Give as many " + what + " as images.");
        }
    }
}
