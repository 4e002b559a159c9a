package lesson4j.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts that draw and compute on a page: {@code PageScripts.sheet()}. */
public final class PageScripts {
    private PageScripts() {}

    /** Returns the sheet to draw on, which stands before a script that calls {@code sheetOf}. */
    public static String sheet() {
        return read("sheet.js");
    }

    /** Returns those that one kind of thing needs, between what all of them need. */
    static String of(String... names) {
        String own = Stream.of(names).map(name -> read(name + ".js")).collect(Collectors.joining());
        return "(() => {\n" + read("page.js") + own + "startAll();\n})();\n";
    }

    private static String read(String name) {
        try (InputStream in = PageScripts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
