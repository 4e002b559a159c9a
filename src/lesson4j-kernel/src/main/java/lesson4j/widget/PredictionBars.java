package lesson4j.widget;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lesson4j.jupyter.output.Html;
import lesson4j.jupyter.widget.Widget;
import lesson4j.train.Prediction;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A bar for each class, which moves as a net changes its mind: {@code bars.show(learn.predict(image))}. */
public final class PredictionBars extends Widget {
    private static final String ROW = """
            <div style="display:flex;align-items:center;height:22px;%s"><span style="width:3em;text-align:right;\
            margin-right:8px">%s</span><span style="background:%s;height:14px;width:%.1fpx"></span><span \
            style="margin-left:6px">%.3f</span></div>""";

    private static final int LONGEST = 180;
    private String text;

    /** Makes bars that show {@code first}. */
    public PredictionBars(Prediction first) {
        super("@jupyter-widgets/controls", "2.0.0", "HTML", Map.of("value", html(first)));
        text = first.toString();
    }

    /** Shows another prediction. */
    public void show(Prediction prediction) {
        text = prediction.toString();
        set("value", html(prediction));
    }

    private static String html(Prediction prediction) {
        int classes = prediction.classes().size();
        String rows =
                IntStream.range(0, classes).mapToObj(i -> row(prediction, i)).collect(Collectors.joining());
        return "<div role=\"img\" aria-label=\"" + Html.escape(prediction.toString())
                + "\" style=\"font-variant-numeric:tabular-nums;margin:4px 16px;line-height:1.3\">" + rows + "</div>";
    }

    private static String row(Prediction prediction, int i) {
        boolean isSaid = i == prediction.index();
        double share = prediction.share(i);
        return String.format(
                Locale.ROOT,
                ROW,
                isSaid ? "font-weight:bold" : "",
                Html.escape(prediction.classes().get(i)),
                isSaid ? "#1f77b4" : "#a8c8e4",
                share * LONGEST,
                share);
    }

    @Override
    protected DisplayData still() {
        return new DisplayData("The net says: " + text);
    }
}
