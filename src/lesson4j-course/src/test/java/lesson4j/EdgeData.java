package lesson4j;

import static lesson4j.EdgeValues.list;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.data.DataLoaders;
import lesson4j.data.Examples;
import lesson4j.data.LabelledImages;
import lesson4j.data.Photos;
import lesson4j.data.RandomState;
import lesson4j.plot.Charts;
import lesson4j.plot.Images;
import lesson4j.plot.Live;
import lesson4j.plot.Picture;
import lesson4j.plot.Plot;
import lesson4j.plot.Progress;
import lesson4j.plot.Screen;
import lesson4j.plot.Show;
import lesson4j.plot.TableView;
import lesson4j.testing.Screens;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.nd4j.linalg.factory.Nd4j;

/** Edge values of what holds and shows data. */
final class EdgeData {
    private EdgeData() {}

    static Examples examples() {
        return Examples.of(Nd4j.rand(6, 4), Nd4j.create(new float[] {0, 1, 0, 1, 0, 1}, new long[] {6, 1}));
    }

    static LabelledImages images() {
        return new LabelledImages(Nd4j.rand(6, 4), new int[] {0, 1, 0, 1, 0, 1}, List.of("a", "b"), 2, 2);
    }

    static DataLoaders loaders() {
        return DataLoaders.of(images(), images()).bs(2);
    }

    static void addTo(EdgeValues values) {
        values.put(DataLoader.class, () -> list(DataLoader.of(examples()).bs(2), DataLoader.of(images()), null));
        values.put(RandomState.class, () -> list(new RandomState()));
        values.good(Examples.class, EdgeData::examples);
        values.good(LabelledImages.class, EdgeData::images);
        values.good(DataLoaders.class, EdgeData::loaders);
        values.good(Batch.class, () -> DataLoader.of(examples()).bs(3).first());
        values.good(Photos.class, () -> Photos.grey(4));
        plots(values);
    }

    private static void plots(EdgeValues values) {
        values.good(Runnable.class, () -> (Runnable) () -> {});
        DoubleUnaryOperator square = x -> x * x;
        values.put(
                DoubleUnaryOperator.class,
                () -> list(
                        square,
                        (DoubleUnaryOperator) x -> Double.NaN,
                        (DoubleUnaryOperator) x -> 1 / x,
                        (DoubleUnaryOperator) x -> 1e300 * x,
                        null));
        values.put(Chart.class, EdgeData::charts);
        values.good(Plot.class, () -> Charts.plotFunction(square));
        values.good(Picture.class, () -> Images.showImage(Nd4j.rand(28, 28)));
        values.put(
                BufferedImage.class,
                () -> list(
                        new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB),
                        new BufferedImage(2000, 1, BufferedImage.TYPE_BYTE_GRAY),
                        null));
        values.good(Progress.class, () -> Progress.of("work", 3));
        values.good(Progress.Line.class, () -> new Progress.Line("work"));
        values.good(TableView.class, () -> TableView.of(tech.tablesaw.api.Table.create("t")));
        values.good(Live.class, Show::live);
        values.good(Screen.class, Screens::record);
    }

    /** Ours and XChart's own, with and without anything in them. */
    private static List<Object> charts() {
        var raw = new XYChart(200, 100);
        raw.addSeries("a", new double[] {1, Double.NaN, 3}, new double[] {1, 2, Double.NaN});
        var huge = new XYChart(200, 100);
        huge.addSeries("a", new double[] {1, 2, 1e300}, new double[] {1, 2, 1e300});
        var infinite = new XYChart(200, 100);
        infinite.addSeries(
                "a", new double[] {1, 2, Double.POSITIVE_INFINITY}, new double[] {Double.NEGATIVE_INFINITY, 2, 3});
        var nothing = new XYChart(200, 100);
        nothing.addSeries("a", new double[] {Double.NaN}, new double[] {Double.NaN});
        var bars = new CategoryChart(200, 100);
        bars.addSeries("b", List.of("x", "y"), List.of(Double.NaN, 1e300));
        return list(
                Charts.bars(List.of("a"), new double[] {1}),
                Charts.plot("", "", ""),
                new XYChart(200, 100),
                raw,
                huge,
                infinite,
                nothing,
                bars,
                new CategoryChart(200, 100),
                null);
    }
}
