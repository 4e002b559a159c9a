package lesson4j.kernel;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lesson4j.export.OnPage;
import lesson4j.jupyter.Rendering;
import lesson4j.jupyter.output.Html;
import lesson4j.jupyter.output.HtmlTable;
import lesson4j.jupyter.output.PngEncoder;
import lesson4j.nn.NetText;
import lesson4j.plot.Charts;
import lesson4j.plot.Picture;
import lesson4j.plot.Plain;
import lesson4j.plot.Progress;
import lesson4j.plot.Showable;
import lesson4j.plot.TableView;
import lesson4j.plot.Text;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.knowm.xchart.internal.chartpart.Chart;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** The form in which each kind of value appears under a cell. */
final class Renderings {
    /** DL4J's nets have no text of their own, and its configurations fill pages. */
    static final List<Rendering<?>> ALL = List.of(
            Rendering.of(Progress.Line.class, Renderings::progress),
            Rendering.of(OnPage.class, Renderings::onPage),
            Rendering.of(Showable.class, value -> shown(value.shown())),
            Rendering.of(Picture.class, value -> picture(value, PngEncoder.drawn(value.image()))),
            Rendering.of(BufferedImage.class, Renderings::image),
            Rendering.of(Chart.class, Renderings::chart),
            Rendering.of(Table.class, value -> table(TableView.of(value)))
                    .line(value -> value.rowCount() + " rows × " + value.columnCount() + " columns"),
            Rendering.of(TableView.class, Renderings::table),
            Rendering.of(INDArray.class, value -> new DisplayData(Text.of(value)))
                    .line(Renderings::brief),
            Rendering.of(Model.class, value -> new DisplayData(Plain.lines(NetText.of(value))))
                    .line(value -> String.format(Locale.ROOT, "%,d parameters", value.numParams())),
            Rendering.of(MultiLayerConfiguration.class, value -> new DisplayData(Plain.lines(NetText.of(value)))),
            Rendering.of(ComputationGraphConfiguration.class, value -> new DisplayData(Plain.lines(NetText.of(value)))),
            Rendering.of(Layer.class, value -> new DisplayData(NetText.of(value))));

    private Renderings() {}

    /** Returns how {@code value} is shown. */
    static DisplayData shown(Object value) {
        return Rendering.find(ALL, value)
                .map(rendering -> rendering.show(value))
                .orElseGet(() -> new DisplayData(Text.of(value)));
    }

    /** Saved notebooks leave out what is marked so. */
    private static DisplayData progress(Progress.Line line) {
        DisplayData data = new DisplayData(line.text());
        data.putMetaData("progress", true);
        return data;
    }

    private static DisplayData image(BufferedImage image) {
        Picture picture = Picture.of(image);
        return picture(picture, PngEncoder.exact(picture.image()));
    }

    private static DisplayData chart(Chart<?, ?> chart) {
        Picture picture = Charts.picture(chart);
        return picture(picture, PngEncoder.drawn(picture.image()));
    }

    private static DisplayData picture(Picture picture, String png) {
        return PngEncoder.shown(png, picture.text(), picture.alt(), picture.width(), picture.height());
    }

    /** The picture stands until the script puts what answers in its place. Share keeps picture and data. */
    private static DisplayData onPage(OnPage thing) {
        Picture picture = thing.picture();
        DisplayData data = new DisplayData(thing.toString());
        data.putHTML("<div class=\"exported\" data-exported='" + thing.data() + "'><p>" + Html.escape(thing.toString())
                + "</p><img alt=\"" + Html.escape(picture.alt()).replace("\"", "&quot;") + "\" width=\""
                + picture.width()
                + "\" src=\"data:image/png;base64," + PngEncoder.drawn(picture.image()) + "\"></div><script>"
                + thing.script() + "</script>");
        return data;
    }

    private static DisplayData table(TableView view) {
        DisplayData data = new DisplayData(view.text());
        data.putHTML(HtmlTable.of(view.title(), view.headers(), view.numeric(), view.rows(), view.more()));
        return data;
    }

    private static String brief(INDArray tensor) {
        String head = tensor.dataType() + " " + Arrays.toString(tensor.shape());
        return tensor.length() == 1 ? head + " " + tensor.getNumber(0) : head;
    }
}
