package lesson4j.plot;

import static lesson4j.plot.Given.given;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts finished pictures beside or below each other. */
final class Layout {
    private static final double TITLE = 24;

    private Layout() {}

    /** Returns pictures row by row, {@code gap} points between neighbours, their tops aligned. */
    static Picture rows(List<List<Picture>> rows, double gap) {
        double width = 0;
        double height = 0;
        for (var row : rows) {
            width = Math.max(
                    width, row.stream().mapToDouble(p -> p.width() + gap).sum() - gap);
            height += height(row);
        }
        var canvas = new Canvas(width, height);
        double y = 0;
        for (var row : rows) {
            double x = 0;
            for (var picture : row) {
                canvas.image(picture.image(), x, y, 1.0 / picture.scale());
                x += picture.width() + gap;
            }
            y += height(row);
        }
        var all = rows.stream().flatMap(List::stream).toList();
        return new Picture(canvas.done(), Canvas.SCALE, join(all, Picture::alt, " "), join(all, Picture::text, "\n"));
    }

    private static int height(List<Picture> row) {
        return row.stream().mapToInt(Picture::height).max().orElse(0);
    }

    /** Returns {@code picture} with {@code title} centred above it and before its text. */
    static Picture titled(Picture picture, @Nullable String text) {
        given(picture, "the picture");
        String title = Plain.line(Objects.requireNonNullElse(text, ""), Plain.LINE);
        var font = Fonts.plain(14);
        double width = Math.max(picture.width(), Math.ceil(Fonts.width(title, font)) + 12);
        var canvas = new Canvas(width, picture.height() + TITLE);
        canvas.text(title, font, Canvas.INK, width / 2, 17);
        canvas.image(picture.image(), Math.floor((width - picture.width()) / 2), TITLE, 1.0 / picture.scale());
        return new Picture(canvas.done(), Canvas.SCALE, title + ": " + picture.alt(), title + ": " + picture.text());
    }

    private static String join(List<Picture> pictures, Function<Picture, String> text, String between) {
        return pictures.stream().map(text).filter(s -> !s.isBlank()).collect(Collectors.joining(between));
    }
}
