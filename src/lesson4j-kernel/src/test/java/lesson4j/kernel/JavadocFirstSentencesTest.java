package lesson4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the first sentence of every Javadoc comment short and plain, since Shift-Tab shows it first. */
class JavadocFirstSentencesTest {
    private static final Path PARTS = Path.of("..");
    private static final int MOST = 99;
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*(?:\\{[^{}]*\\}[^{}]*)*)\\}");

    /** Packages whose first sentences are not short yet. */
    private static final Set<String> TO_DO = Set.of("step", "lean", "train");

    private static final Set<String> TO_DO_FILES = Set.of("BatchLoss.java", "LossPlan.java");

    @Test
    void areUnderAHundredCharacters() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path file : sources()) {
            Matcher comment = COMMENT.matcher(Files.readString(file));
            while (comment.find()) {
                String sentence = firstSentence(comment.group(1));
                if (sentence.length() > MOST) {
                    longer.add(file + " (" + sentence.length() + "): " + sentence);
                }
            }
        }

        assertThat(longer).isEmpty();
    }

    /** Returns the words as they are read: without stars, with the text of each tag, up to the first full stop or an example after a colon. */
    private static String firstSentence(String comment) {
        String text = comment.replaceAll("(?m)^\\s*\\* ?", " ");
        String first = text.split("<p>|<ul>|\\s@(param|return|throws|see)\\b", 2)[0];
        String plain = TAG.matcher(first).replaceAll(tag -> Matcher.quoteReplacement(tag.group(1)));
        return plain.strip().replaceAll("\\s+", " ").split("(?<=[.?!:])\\s", 2)[0];
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PARTS)) {
            return files.filter(file -> file.toString().matches(".*/src/main/java/lesson4j/.*\\.java"))
                    .filter(file ->
                            TO_DO.stream().noneMatch(part -> file.toString().contains("/lesson4j/" + part + "/")))
                    .filter(file -> !TO_DO_FILES.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
