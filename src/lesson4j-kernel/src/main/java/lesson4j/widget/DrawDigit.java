package lesson4j.widget;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import lesson4j.export.PageScripts;
import lesson4j.jupyter.output.PngEncoder;
import lesson4j.jupyter.widget.Widget;
import lesson4j.jupyter.widget.Widgets;
import lesson4j.train.Prediction;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A sheet to draw a digit on, and the digit as MNIST has its own: {@code DrawDigit.ask(learn::predict)}.
 *
 * <p>MNIST's digits are 20 pixels on their longer side, in 28 by 28, with their centre of mass in the middle. The page does
 * the same to what is drawn.
 */
public final class DrawDigit extends Widget {
    private static final int SIDE = 28;
    private static final int BYTE = 255;
    private static final int STILL_SIDE = 112;

    /** Makes an empty sheet. */
    public DrawDigit() {
        super(
                "anywidget",
                "~0.11.*",
                "Any",
                Map.of(
                        "_esm",
                        script(),
                        "_css",
                        "",
                        "_anywidget_id",
                        "lesson4j.DrawDigit",
                        "pixels",
                        new byte[SIDE * SIDE],
                        "strokes",
                        List.of()));
    }

    /**
     * Returns a sheet beside the bars of what a net says of it, also while the net is still trained.
     *
     * @param predict asks the net: {@code learn::predict}
     */
    public static Widget ask(Function<INDArray, Prediction> predict) {
        DrawDigit sheet = new DrawDigit();
        PredictionBars bars = new PredictionBars(predict.apply(sheet.image()));
        sheet.onDraw(image -> bars.show(predict.apply(image)));
        return Widgets.hbox(sheet, bars);
    }

    /** Returns what is drawn now, {@code [28, 28]}, ink 0..1; zeros on an empty sheet. */
    public INDArray image() {
        byte[] pixels = pixels();
        float[] ink = new float[pixels.length];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = (pixels[i] & BYTE) / (float) BYTE;
        }
        return Nd4j.createFromArray(ink).reshape(SIDE, SIDE);
    }

    /** Calls {@code handler} with the digit while it is drawn: with the newest, where strokes come fast. */
    public void onDraw(Consumer<INDArray> handler) {
        on("pixels", pixels -> handler.accept(image()));
    }

    private byte[] pixels() {
        byte[] pixels = (byte[]) Objects.requireNonNull(get("pixels"));
        if (pixels.length != SIDE * SIDE) {
            throw new IllegalStateException("Expected 784 pixels from the page but found " + pixels.length + ".");
        }
        return pixels;
    }

    /** What is drawn, dark on white. Of an empty sheet a sentence: its picture would look like one to draw on. */
    @Override
    protected DisplayData still() {
        byte[] pixels = pixels();
        String alt = "A sheet to draw a digit on";
        if (Arrays.equals(pixels, new byte[pixels.length])) {
            return new DisplayData(alt + ", empty yet. It answers while this kernel runs.");
        }
        int scale = STILL_SIDE / SIDE;
        var image = new BufferedImage(STILL_SIDE, STILL_SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < STILL_SIDE; y++) {
            for (int x = 0; x < STILL_SIDE; x++) {
                int ink = pixels[y / scale * SIDE + x / scale] & BYTE;
                image.getRaster().setSample(x, y, 0, BYTE - ink);
            }
        }
        return PngEncoder.shown(PngEncoder.exact(image), alt, alt, STILL_SIDE, STILL_SIDE);
    }

    private static String script() {
        try (InputStream in = DrawDigit.class.getResourceAsStream("draw-digit.js")) {
            return PageScripts.sheet() + new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
