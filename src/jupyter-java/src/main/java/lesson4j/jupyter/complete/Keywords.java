package lesson4j.jupyter.complete;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lesson4j.jupyter.source.JavaText;
import lesson4j.jupyter.source.Names;

/** Java's keywords, each where one may stand; JShell completes none. */
final class Keywords {
    private static final List<String> VALUES = List.of("new", "null", "true", "false", "this", "super", "switch");
    private static final List<String> TYPES =
            List.of("int", "double", "boolean", "float", "long", "char", "byte", "short", "final", "var");
    private static final List<String> MODIFIERS =
            List.of("static", "public", "private", "protected", "abstract", "synchronized", "class", "record", "void");
    private static final List<String> DECLARATIONS = List.of("enum", "interface", "transient", "volatile", "default");
    private static final List<String> STATEMENTS =
            List.of("if", "for", "while", "return", "else", "try", "catch", "finally", "do", "switch", "case", "break");
    private static final List<String> RARER_STATEMENTS =
            List.of("continue", "throw", "yield", "assert", "import", "throws", "instanceof");
    private static final List<String> AFTER_A_NAME =
            List.of("instanceof", "extends", "implements", "throws", "permits");

    private static final Set<String> BEFORE_A_VALUE =
            Set.of("return", "throw", "case", "yield", "assert", "instanceof", "in");
    private static final Set<String> BEFORE_A_DECLARATION = Set.of(
            "public", "private", "protected", "static", "final", "abstract", "synchronized", "default", "sealed");

    private Keywords() {}

    /** Returns the keywords that begin with {@code prefix}, which starts at {@code start} of {@code code}. */
    static List<String> at(String code, int start, String prefix) {
        return prefix.isEmpty()
                ? List.of()
                : possible(code, start)
                        .distinct()
                        .filter(word -> word.startsWith(prefix))
                        .toList();
    }

    private static Stream<String> possible(String code, int start) {
        char last = JavaText.lastOfCode(code, 0, start);
        String before = code.substring(0, start).stripTrailing();
        String word = before.substring(Names.startOfName(before, before.length()));
        if (last == '.' || last == '@') {
            return Stream.empty();
        }
        if (BEFORE_A_DECLARATION.contains(word)) {
            return words(MODIFIERS, TYPES, DECLARATIONS);
        }
        if (word.equals("import")) {
            return Stream.of("static");
        }
        if (BEFORE_A_VALUE.contains(word)) {
            return words(VALUES);
        }
        if (word.equals("new")) {
            return words(TYPES.subList(0, 8));
        }
        boolean begins =
                last == 0 || "{};):>".indexOf(last) >= 0 || Set.of("else", "do").contains(word);
        if (begins) {
            return words(STATEMENTS, RARER_STATEMENTS, VALUES, TYPES, MODIFIERS, DECLARATIONS);
        }
        return Character.isJavaIdentifierPart(last) || last == ']' || last == '"'
                ? words(AFTER_A_NAME)
                : words(VALUES, TYPES);
    }

    @SafeVarargs
    private static Stream<String> words(List<String>... lists) {
        return Stream.of(lists).flatMap(List::stream);
    }
}
