package lesson4j.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.stream.Stream;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.PieStyler;
import org.knowm.xchart.style.Styler;

/**
 * The one font of every picture, read from this jar: DejaVu Sans, which has the arrows and Greek letters we write.
 *
 * <p>Fonts are derived from the file and never looked up by name: a machine without fonts draws the same pictures.
 */
final class Fonts {
    static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    private static final Font PLAIN = read("DejaVuSans.ttf");
    private static final Font BOLD = read("DejaVuSans-Bold.ttf");

    private Fonts() {}

    static Font plain(double size) {
        return PLAIN.deriveFont((float) size);
    }

    static Font bold(double size) {
        return BOLD.deriveFont((float) size);
    }

    /** Returns how many points wide {@code text} is in {@code font}. */
    static double width(String text, Font font) {
        return text.isEmpty() ? 0 : font.getStringBounds(text, METRICS).getWidth();
    }

    /** Returns how wide the widest of some texts is, 0 for none. */
    static double widest(Stream<String> texts, Font font) {
        return texts.mapToDouble(text -> width(text, font)).max().orElse(0);
    }

    /** Returns how high a capital letter or a digit is. */
    static double capHeight(Font font) {
        return 0.729 * font.getSize2D();
    }

    /** Replaces the fonts of a chart that this machine does not have. One that the reader chose stays. */
    static void putInto(Styler styler) {
        styler.setChartTitleFont(instead(styler.getChartTitleFont()));
        styler.setLegendFont(instead(styler.getLegendFont()));
        styler.setAnnotationTextFont(instead(styler.getAnnotationTextFont()));
        styler.setAnnotationTextPanelFont(instead(styler.getAnnotationTextPanelFont()));
        styler.setToolTipFont(instead(styler.getToolTipFont()));
        if (styler instanceof AxesChartStyler axes) {
            axes.setAxisTitleFont(instead(axes.getAxisTitleFont()));
            axes.setAxisTickLabelsFont(instead(axes.getAxisTickLabelsFont()));
        }
        if (styler instanceof CategoryStyler bars) {
            bars.setLabelsFont(instead(bars.getLabelsFont()));
        } else if (styler instanceof PieStyler pie) {
            pie.setLabelsFont(instead(pie.getLabelsFont()));
            pie.setSumFont(instead(pie.getSumFont()));
        } else if (styler instanceof HeatMapStyler map) {
            map.setValueFont(instead(map.getValueFont()));
        }
    }

    /** Returns our font in the size and weight of {@code font}, if that is one the machine was to choose. */
    private static Font instead(Font font) {
        return switch (font.getName()) {
            case Font.SANS_SERIF, Font.DIALOG, Font.MONOSPACED ->
                font.isBold() ? bold(font.getSize2D()) : plain(font.getSize2D());
            default -> font;
        };
    }

    private static Font read(String file) {
        try (var in = Fonts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            var font = Font.createFont(Font.TRUETYPE_FONT, in);
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
            return font;
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("Cannot read the font " + file + " of this jar.", e);
        }
    }
}
