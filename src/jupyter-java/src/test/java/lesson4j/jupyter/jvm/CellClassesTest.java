package lesson4j.jupyter.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A compiler's table, which enters classes by module under their names. */
class CellClassesTest {
    private final Table table = new Table();

    private static final class Table {
        private final Map<Object, Map<String, String>> classes = new HashMap<>();

        void enter(String name) {
            classes.computeIfAbsent(name, key -> new HashMap<>()).put("module", "class " + name);
        }

        void forget(String name) {
            classes.get(name).clear();
        }
    }

    @BeforeEach
    void enterSome() {
        table.enter("java.lang.String");
        table.enter("REPL.$JShell$1");
    }

    @Test
    void onlyThoseOfCellsAreFound() {
        assertThat(CellClasses.of(table)).isEqualTo(java.util.List.of("class REPL.$JShell$1"));

        table.enter("REPL.$JShell$2$Inner");
        table.enter("REPLACED.Other");

        assertThat(CellClasses.of(table))
                .isEqualTo(java.util.List.of("class REPL.$JShell$1", "class REPL.$JShell$2$Inner"));
        assertThat(table.classes).containsKey("java.lang.String");
    }

    @Test
    void whatWasForgottenIsFoundNoMoreUntilItIsThereAgain() {
        assertThat(CellClasses.of(table)).hasSize(1);
        table.forget("REPL.$JShell$1");

        assertThat(CellClasses.of(table)).isEmpty();
        assertThat(table.classes).doesNotContainKey("REPL.$JShell$1");

        table.enter("REPL.$JShell$1");

        assertThat(CellClasses.of(table)).hasSize(1);
    }
}
