package lesson4j.jupyter.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import lesson4j.jupyter.source.Inside;

/**
 * A compiler's classes by name, which knows those that cells have made without looking at all.
 *
 * <p>After each of the five or six tasks that one line takes, JShell looks through all classes that the compiler has heard
 * of, some ten thousand, for the few of cells, to forget them. With the lesson's imports that was half of the time of
 * {@code 1+1}.
 */
public final class CellClasses extends HashMap<Object, Map<?, ?>> {
    private static final long serialVersionUID = 1;
    private static final String CELLS = "REPL.";

    private final transient Set<Object> cells = new LinkedHashSet<>();

    private CellClasses(Map<Object, Map<?, ?>> all) {
        super(all);
        all.keySet().forEach(this::note);
    }

    /** Returns the classes of cells that {@code symbols}, a compiler's table, has now. JShell calls it. */
    @SuppressWarnings("unchecked")
    public static Iterable<?> of(Object symbols) {
        var field = Inside.field(symbols.getClass(), "classes");
        Map<Object, Map<?, ?>> all = (Map<Object, Map<?, ?>>) Objects.requireNonNull(Inside.get(field, symbols));
        if (!(all instanceof CellClasses)) {
            all = new CellClasses(all);
            Inside.set(field, symbols, all);
        }
        return ((CellClasses) all).ofCells();
    }

    @Override
    public Map<?, ?> computeIfAbsent(Object name, Function<? super Object, ? extends Map<?, ?>> made) {
        return super.computeIfAbsent(name, entered -> {
            note(entered);
            return made.apply(entered);
        });
    }

    private void note(Object name) {
        if (name.toString().startsWith(CELLS)) {
            cells.add(name);
        }
    }

    /** Returns the classes of cells. Names whose classes were forgotten since the last time are let go. */
    private List<Object> ofCells() {
        List<Object> found = new ArrayList<>();
        for (Iterator<Object> names = cells.iterator(); names.hasNext(); ) {
            Object name = names.next();
            Map<?, ?> byModule = Objects.requireNonNullElse(get(name), Map.of());
            if (byModule.isEmpty()) {
                remove(name);
                names.remove();
            }
            found.addAll(byModule.values());
        }
        return found;
    }
}
