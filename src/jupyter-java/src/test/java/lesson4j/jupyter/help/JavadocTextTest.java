package lesson4j.jupyter.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class JavadocTextTest {
    private static final String COMMENT = """
             Adds {@code a < b}, see {@link java.util.List#add(Object) the list} or {@link #sum}.

             <p>More of it.
             <ul><li>one<li>two</ul>

             @param n how many {@literal <things>}
             @return the sum
             @throws IllegalStateException when it is late
             @author somebody
            """;

    @Test
    void showsTagsAsParagraphs() {
        String html = JavadocText.html(COMMENT);

        assertThat(html)
                .startsWith("<p>Adds <code>a &lt; b</code>, see <code>the list</code> or <code>sum</code>.")
                .contains("<p><b>n</b> – how many &lt;things&gt;</p>")
                .contains("<p><b>returns</b> the sum</p>")
                .contains("<p><b>throws IllegalStateException</b> – when it is late</p>")
                .doesNotContain("somebody")
                .doesNotContain("{@");
    }

    @Test
    void isReadableAsPlainText() {
        assertThat(HtmlText.plain(JavadocText.html(COMMENT))).isEqualTo("""
                Adds a < b, see the list or sum.

                More of it.

                • one
                • two
                n – how many <things>
                returns the sum
                throws IllegalStateException – when it is late""");
    }

    @Test
    void readsTagsWithBracesAndAtSignsInside() {
        String html = JavadocText.html("""
                Shows {@code Map<String, {int}>} and {@literal {@code x}}.
                <pre>{@code
                 @Override
                 void run() { }
                }</pre>
                {@index "two words" x} {@systemProperty java.home} {@summary short {@code a}} {@unknown kept}
                @return what {@code {1}} is
                @see Other
                """);

        assertThat(html)
                .contains("<code>Map&lt;String, {int}&gt;</code> and {@code x}.")
                .contains("@Override\n void run() { }")
                .contains("two words <code>java.home</code> short <code>a</code> kept")
                .contains("<p><b>returns</b> what <code>{1}</code> is</p>")
                .doesNotContain("Other");
    }

    @Test
    void letsNoScriptsLinksOrAttributesThrough() {
        String html = JavadocText.html(
                "a < b && c <img src=x onerror=alert(1)> <script>alert(2)</script><a href='x'>link</a>"
                        + " <P STYLE='x'>p <b onclick=x>bold</b> &eacute; &lt; <!-- gone --> {@code <script>} {@link <b>} {@code open");

        assertThat(html)
                .isEqualTo("<p>a &lt; b &amp;&amp; c  link <p>p <b>bold</b> &eacute; &lt;  "
                        + "<code>&lt;script&gt;</code> <code>&lt;b&gt;</code> <code>open</code></p>");
    }

    @Test
    void writesTablesAndCharactersAsText() {
        String text = HtmlText.plain(
                HtmlText.safe(
                        "<table><caption>C</caption><tr><th>a</th><td>1</td></tr>"
                                + "<tr><th>b<td>2</table><h2>Head</h2><dl><dt>t<dd>d</dl>&#8594; &#x2192; &rarr; &mdash; &#0; &#99999999;"));

        assertThat(text)
                .contains("a  1")
                .contains("b2")
                .contains("Head")
                .contains("→ → → —")
                .doesNotContain("<");
    }

    /** Every comment of the library; in the long form also those of all jars of sources that Maven has fetched. */
    @Test
    void leavesNoTagsInAnyComment() throws IOException {
        int seen = 0;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                seen += check(Files.readString(file));
            }
        }
        if ("1".equals(System.getenv("LESSON_LONG"))) {
            try (Stream<Path> files = Files.walk(Path.of(System.getProperty("user.home"), ".m2"))) {
                for (Path jar :
                        files.filter(f -> f.toString().endsWith("-sources.jar")).toList()) {
                    seen += checkJar(jar);
                }
            }
        }
        assertThat(seen).isGreaterThan(500);
    }

    private static int checkJar(Path jar) throws IOException {
        int seen = 0;
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".java")) {
                    seen += check(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return seen;
    }

    private static int check(String file) {
        List<MatchResult> comments =
                Pattern.compile("(?s)/\\*\\*(.*?)\\*/").matcher(file).results().toList();
        for (MatchResult comment : comments) {
            String html = JavadocText.html(comment.group(1).replaceAll("(?m)^\\s*\\* ?", ""));
            String bare = html.replaceAll("(?s)<(code|pre)>.*?</\\1>", "");
            assertThat(bare.replaceAll("</?[a-z][a-z0-9]*>", "")).doesNotContain("<", ">", "{@code", "{@link");
            assertThat(HtmlText.plain(html)).doesNotContain("<p>", "</p>", "{@code ");
        }
        return comments.size();
    }
}
