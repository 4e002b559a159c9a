package lesson4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(JavadocText.plain(JavadocText.html(COMMENT))).isEqualTo("""
                Adds a < b, see the list or sum.

                More of it.

                • one
                • two
                n – how many <things>
                returns the sum
                throws IllegalStateException – when it is late""");
    }
}
