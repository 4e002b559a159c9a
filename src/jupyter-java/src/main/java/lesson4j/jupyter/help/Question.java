package lesson4j.jupyter.help;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lesson4j.jupyter.source.Names;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/** A cell that asks: {@code Nd4j?}, {@code ?learn.fit}, {@code name??}; JJava takes it for broken Java. */
@SuppressWarnings("SystemOut")
public record Question(String about, boolean source) {
    private static final Pattern ASKED = Pattern.compile("\\s*(\\?{1,2})?\\s*((?:new\\s+)?" + Names.NAME
            + "(?:\\s*\\.\\s*" + Names.NAME + ")*+)\\s*(?:\\(\\s*\\))?\\s*(\\?{1,2})?\\s*;?\\s*");

    /** Returns the question that the whole cell is; null when it is code. */
    public static @Nullable Question of(String code) {
        Matcher asked = ASKED.matcher(code);
        if (!asked.matches() || asked.group(1) == null && asked.group(3) == null) {
            return null;
        }
        return new Question(asked.group(2), "??".equals(asked.group(1)) || "??".equals(asked.group(3)));
    }

    /** Shows the answer under the cell. */
    public void answer(Help help) {
        DisplayData found = help.at(about, about.length(), source);
        if (found == null) {
            System.out.println("Nothing called " + about + " is known here. Is its class imported?");
        } else {
            BaseKernel.notebookKernel().display(found);
        }
    }
}
