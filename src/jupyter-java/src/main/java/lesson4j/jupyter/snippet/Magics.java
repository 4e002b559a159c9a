package lesson4j.jupyter.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lesson4j.jupyter.error.CodeProblem;
import lesson4j.jupyter.source.MagicLine;
import lesson4j.jupyter.source.Nearest;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Runs the line magics of the kernel.
 *
 * <p>JJava says of an unknown one {@code Undefined line magic}, and nothing of what there is.
 */
public final class Magics {
    static final String TIME = "time";
    private static final Pattern ARGUMENT = Pattern.compile("\"((?:\\\\.|[^\"])*)\"|\\S+");

    private Magics() {}

    /**
     * Runs {@code magic} and returns what it shows, null for nothing.
     *
     * @param body what follows the line of a cell magic
     */
    static @Nullable Object run(MagicLine magic, String code, String body) throws Exception {
        BaseKernel kernel = BaseKernel.notebookKernel();
        MagicsRegistry registry = kernel.getMagicsRegistry();
        String percent = magic.cell() ? "%%" : "%";
        if (!names(percent).contains(magic.name())) {
            throw unknown(magic, code, percent);
        }
        List<String> arguments = arguments(magic.arguments());
        return magic.cell()
                ? registry.evalCellMagic(kernel, magic.name(), arguments, body.strip())
                : registry.evalLineMagic(kernel, magic.name(), arguments);
    }

    /** Returns the names of the magics that begin with {@code percent}, one sign or two. */
    public static Set<String> names(String percent) {
        MagicsRegistry registry = BaseKernel.notebookKernel().getMagicsRegistry();
        Set<String> names =
                new TreeSet<>(percent.equals("%%") ? registry.getCellMagicNames() : registry.getLineMagicNames());
        names.add(TIME);
        return names;
    }

    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        Matcher next = ARGUMENT.matcher(text);
        while (next.find()) {
            arguments.add(next.group(1) != null ? next.group(1) : next.group());
        }
        return arguments;
    }

    private static CodeProblem unknown(MagicLine magic, String code, String percent) {
        Set<String> names = names(percent);
        List<String> near = Nearest.of(magic.name(), names);
        String list = (near.isEmpty() ? names : near)
                .stream().map(name -> percent + name).collect(Collectors.joining(near.isEmpty() ? ", " : " or "));
        String advice = near.isEmpty() ? "There is " + list + "." : "Did you mean " + list + "?";
        return CodeProblem.at(
                "UnknownMagic",
                "there is no " + percent + magic.name() + ". " + advice + " %help explains them all.",
                code,
                magic.start(),
                magic.start() + percent.length() + magic.name().length(),
                List.of());
    }
}
