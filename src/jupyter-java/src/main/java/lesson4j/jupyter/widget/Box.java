package lesson4j.jupyter.widget;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** Widgets in a row or a column; closing it closes them. */
final class Box extends Widget {
    private final List<Widget> children;

    Box(String kind, List<Widget> children) {
        super(Widgets.CONTROLS, Widgets.CONTROLS_VERSION, kind, Map.of("children", children));
        this.children = children;
    }

    @Override
    public void close() {
        super.close();
        children.forEach(Widget::close);
    }

    /** The first picture or table among the children, below the others' texts. */
    @Override
    protected DisplayData still() {
        List<DisplayData> all = children.stream().map(Widget::still).toList();
        DisplayData still = new DisplayData();
        all.stream()
                .filter(one -> one.hasDataForType(MIMEType.IMAGE_PNG) || one.hasDataForType(MIMEType.TEXT_HTML))
                .findFirst()
                .ifPresent(still::assign);
        still.putText(all.stream()
                .map(one -> String.valueOf(one.getData(MIMEType.TEXT_PLAIN)))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n")));
        return still;
    }
}
