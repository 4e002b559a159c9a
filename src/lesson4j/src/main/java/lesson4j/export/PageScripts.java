package lesson4j.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The scripts that draw and compute on a page: {@code PageScripts.sheet()}. */
public final class PageScripts {
    private PageScripts() {}

    /** Returns the sheet to draw on, which stands before a script that calls {@code sheetOf}. */
    public static String sheet() {
        return read("sheet.js");
    }

    /** Returns all that brings the exported nets of a page to life, to stand below them. */
    public static String exported() {
        return "(() => {\n" + read("forward.js") + sheet() + read("exported.js") + "})();\n";
    }

    private static String read(String name) {
        try (InputStream in = PageScripts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
