package lesson4j.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.messages.reply.CompleteReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Tab offers, at which place, of which kind. */
class CompletionTest {
    private static final JShellFixture CELLS = new JShellFixture("java.nio.file.*");

    @BeforeAll
    static void define() {
        CELLS.run("String words = \"a\";");
    }

    @AfterAll
    static void close() {
        CELLS.close();
    }

    @Test
    void membersComeWithTheirKindAndWhatEveryObjectHasLast() {
        CompleteReply reply = CELLS.completion("var x = Math.ma|");

        assertThat(List.of(reply.getCursorStart(), reply.getCursorEnd())).containsExactly(13, 15);
        assertThat(kinds("var x = Math.ma|")).containsEntry("max(", "function");
        List<String> members = CELLS.complete("new ArrayList<Integer>().|");
        assertThat(members).contains("add(");
        assertThat(members.get(members.size() - 1))
                .matches("(wait|notify|notifyAll|getClass|toString|hashCode|equals)\\(.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"var t = new ", "", "import "})
    void aClassThatIsNotImportedIsPutInByItsFullName(String before) {
        CompleteReply reply = CELLS.completion(before + "JTab|");

        assertThat(kinds(before + "JTab|")).containsEntry("javax.swing.JTable", "class");
        assertThat(reply.getCursorStart()).isEqualTo(before.length());
        assertThat(reply.getCursorEnd()).isEqualTo(before.length() + 4);
    }

    @Test
    void aClassThatIsImportedIsNotPutInByItsFullName() {
        assertThat(CELLS.complete("ArrayLis|")).doesNotContain("java.util.ArrayList");
        CELLS.run("import javax.swing.JTree;");
        assertThat(CELLS.complete("JTre|")).startsWith("JTree");
    }

    @Test
    void positionsCountCharactersNotCodeUnits() {
        CompleteReply reply = CELLS.completion("var s = \"𝄞é\"; s.lengt|");

        assertThat(reply.getMatches()).containsExactly("length()");
        assertThat(List.of(reply.getCursorStart(), reply.getCursorEnd())).containsExactly(16, 21);
    }

    @Test
    void namesAreThoseOfAnyLanguage() {
        CELLS.run(
                "int größe = 3; int Zähler = 4; class Größe { int müller(int höhe) { return 1; } } int 数 = 5; int 𝒳 = 6;");

        assertThat(List.of("größe", "Zähler", "数", "𝒳"))
                .allSatisfy(name -> assertThat(CELLS.complete(name + "|")).contains(name));
        CompleteReply reply = CELLS.completion("new Größe().mü|");
        assertThat(reply.getMatches()).containsExactly("müller(");
        assertThat(List.of(reply.getCursorStart(), reply.getCursorEnd())).containsExactly(12, 14);
        assertThat(CELLS.complete("new Grö|")).containsExactly("Größe()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (",
                "if (true && ",
                "while (",
                "synchronized (",
                "for (var c : ",
                "switch (",
                "return ",
                "if (String.valueOf(",
                "if (true) { } else if (",
                "int f(String p) { if (",
                "class A { void f() { while (",
                "do { } while (",
                "int a = 1;\nif (!"
            })
    void membersComeAfterADotWhereverItStands(String head) {
        CompleteReply reply = CELLS.completion(head + "words.len|");

        assertThat(reply.getMatches()).containsExactly("length()");
        assertThat(reply.getCursorStart()).isEqualTo(head.length() + 6);
        assertThat(reply.getCursorEnd()).isEqualTo(head.length() + 9);
        assertThat(CELLS.complete(head + "words.|")).contains("length()").doesNotContain("String");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"wor",
                "var s = \"a wor",
                "// wor",
                "int a = 1; // a wor",
                "/* wor",
                "/** {@code wor",
                "\"\"\"\nwor",
                "'w",
                "\"a\\\"wor",
                "\"http://wor"
            })
    void noNamesComeInStringsAndComments(String text) {
        assertThat(CELLS.complete(text + "|")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a\" + wor", "/* b */ wor", "'\"' + wor", "\"//\" + wor", "// a\nwor", "\"\"\"\na\"\"\" + wor"
            })
    void namesComeAfterStringsAndComments(String text) {
        assertThat(CELLS.complete(text + "|")).contains("words");
    }

    @ParameterizedTest
    @CsvSource({
        "ret, return",
        "fo, for",
        "int f() { ret, return",
        "x = ne, new",
        "if (true) { } els, else",
        "pub, public",
        "public sta, static",
        "class A ext, extends",
        "x inst, instanceof",
        "f(tru, true",
        "import sta, static",
        "try { } cat, catch",
        "int a = 1; whi, while"
    })
    void keywordsComeWhereOneMayStand(String code, String keyword) {
        assertThat(kinds(code + "|")).containsEntry(keyword, "keyword");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math.ne", "Math.fo", "x = retu", "f(whil", "var s = 1 + clas"})
    void keywordsStayAwayElsewhere(String code) {
        assertThat(kinds(code + "|")).doesNotContainValue("keyword");
    }

    @Test
    void aPathInAStringIsCompleted(@TempDir Path folder) throws IOException {
        for (String name : List.of("one", "two words", "übung", ".hidden")) {
            Files.createDirectory(folder.resolve(name));
        }
        for (String name : List.of("one.csv", "two words/a.txt")) {
            Files.writeString(folder.resolve(name), "");
        }
        CELLS.run("Path folder = Path.of(\"" + folder + "\");");

        for (String before : List.of("Path.of(\"", "new File(\"", "var p = \"", "Files.readString(Path.of(\"")) {
            CompleteReply reply = CELLS.completion(before + folder + "/on|");
            assertThat(reply.getMatches()).containsExactlyInAnyOrder(folder + "/one/", folder + "/one.csv");
            assertThat(reply.getCursorStart()).isEqualTo(before.length());
            assertThat(CELLS.complete(before + folder + "/zz|")).isEmpty();
        }
        assertThat(kinds("Path.of(\"" + folder + "/on|")).containsValue("path");
        assertThat(CELLS.complete("Path.of(\"" + folder + "/.h|")).containsExactly(folder + "/.hidden/");
        assertThat(CELLS.complete("Path.of(\"" + folder + "/two words/|")).containsExactly(folder + "/two words/a.txt");
        assertThat(CELLS.complete("folder.resolve(\"üb|")).containsExactly("übung/");
        assertThat(CELLS.complete("var p = \"|")).isEmpty();
        assertThat(CELLS.complete("Path.of(\"\\0|")).isEmpty();
    }

    private static Map<String, String> kinds(String code) {
        List<?> types = (List<?>) CELLS.completion(code).getMetadata().get("_jupyter_types_experimental");
        return types.stream()
                .map(type -> (Map<?, ?>) type)
                .collect(Collectors.toMap(type -> (String) type.get("text"), type -> (String) type.get("type")));
    }
}
