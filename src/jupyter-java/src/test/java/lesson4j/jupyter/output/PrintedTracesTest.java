package lesson4j.jupyter.output;

import static org.assertj.core.api.Assertions.assertThat;

import lesson4j.jupyter.source.HiddenNames;
import org.junit.jupiter.api.Test;

class PrintedTracesTest {
    private static final String TRACE = """
            java.lang.ArithmeticException: / by zero
            \tat REPL.$JShell$12B.half(cell 3:2)
            \tat REPL.$JShell$14$Model.run(cell 4:7)
            \tat REPL.$JShell$15.lambda$do_it$$0(cell 5:1)
            \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
            \tat REPL.$JShell$15.do_it$Aux(cell 5:1)
            \tat REPL.$JShell$15.do_it$(cell 5:1)
            \tat java.base/java.lang.reflect.Method.invoke(Method.java:569)
            \tat lesson4j.kernel.CellExecution.invoke(CellExecution.java:60)
            Caused by: java.lang.Error: REPL.$JShell$14$Model
            \tat REPL.$JShell$15.do_it$(cell 5:2)
            \t... 14 more
            after
            """;

    private static final String SHOWN = """
            java.lang.ArithmeticException: / by zero
            \tat half (cell 3, line 2)
            \tat Model.run (cell 4, line 7)
            \tat cell 5, line 1
            \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
            \tat cell 5, line 1
            Caused by: java.lang.Error: Model
            \tat cell 5, line 2
            after
            """;

    @Test
    void showsTheCellsOwnFramesAndLines() {
        var traces = new PrintedTraces();

        assertThat(traces.of(TRACE) + traces.rest()).isEqualTo(SHOWN);
    }

    @Test
    void showsTheSameHoweverTheTextIsCut() {
        for (int cut = 1; cut < TRACE.length(); cut++) {
            var traces = new PrintedTraces();

            String shown = traces.of(TRACE.substring(0, cut)) + traces.of(TRACE.substring(cut)) + traces.rest();

            // only a cut inside JShell's own name lets a part of it through
            if (!TRACE.substring(Math.max(0, cut - 20), Math.min(TRACE.length(), cut + 20))
                    .contains("Error: REPL")) {
                assertThat(shown).as("cut at %s", cut).isEqualTo(SHOWN);
            }
        }
    }

    @Test
    void leavesOtherTextAlone() {
        var traces = new PrintedTraces();

        assertThat(traces.of("\tat home\nno frame") + traces.rest()).isEqualTo("\tat home\nno frame");
        assertThat(traces.of("REPL is a word\n")).isEqualTo("REPL is a word\n");
    }

    @Test
    void namesAReadersClassAsTheReaderDid() {
        assertThat(HiddenNames.without("class REPL.$JShell$11C$Point cannot be cast to class REPL.$JShell$9_10B$P$In"))
                .isEqualTo("class Point cannot be cast to class P$In");
    }
}
