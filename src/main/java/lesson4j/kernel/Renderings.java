package lesson4j.kernel;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import lesson4j.jupyter.output.HtmlTable;
import lesson4j.jupyter.output.PngEncoder;
import lesson4j.nn.NetText;
import lesson4j.plot.Charts;
import lesson4j.plot.Picture;
import lesson4j.plot.Plain;
import lesson4j.plot.Showable;
import lesson4j.plot.TableView;
import lesson4j.plot.Text;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** The form in which each kind of value appears under a cell. */
public final class Renderings {
    private Renderings() {}

    /** Returns how {@code value} is shown, or null when JJava's own way is right. */
    public static @Nullable DisplayData of(Object value) {
        if (value instanceof DisplayDataRenderable) {
            return null;
        }
        Object shown = value instanceof Showable showable ? showable.shown() : value;
        if (shown instanceof Picture drawn) {
            return picture(drawn, PngEncoder.drawn(drawn.image()));
        }
        if (shown instanceof BufferedImage image) {
            Picture picture = Picture.of(image);
            return picture(picture, PngEncoder.exact(picture.image()));
        }
        if (shown instanceof Chart<?, ?> chart) {
            Picture picture = Charts.picture(chart);
            return picture(picture, PngEncoder.drawn(picture.image()));
        }
        DisplayData text = new DisplayData(text(shown));
        if (shown instanceof Table table) {
            text.putHTML(HtmlTable.of(TableView.of(table)));
        } else if (shown instanceof TableView view) {
            text.putHTML(HtmlTable.of(view));
        }
        return text;
    }

    /** DL4J's nets have no text of their own, and its configurations fill pages. */
    private static String text(Object value) {
        if (value instanceof Model net) {
            return Plain.lines(NetText.of(net));
        }
        if (value instanceof MultiLayerConfiguration conf) {
            return Plain.lines(NetText.of(conf));
        }
        if (value instanceof ComputationGraphConfiguration conf) {
            return Plain.lines(NetText.of(conf));
        }
        return value instanceof Layer layer ? NetText.of(layer) : Text.of(value);
    }

    private static DisplayData picture(Picture picture, String png) {
        DisplayData data = new DisplayData(picture.text());
        data.putData("image/png", png);
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("width", picture.width());
        size.put("height", picture.height());
        size.put("alt", picture.alt());
        data.putMetaData("image/png", size);
        return data;
    }
}
