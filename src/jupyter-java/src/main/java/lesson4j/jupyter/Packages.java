package lesson4j.jupyter;

import java.util.List;

/**
 * Says whose classes a reader may mean by a simple name; each package with its dot: {@code org.joda.money.}.
 *
 * @param own meant before all others
 * @param libraries meant after everyday Java, the likeliest first
 * @param hidden never meant: there for other libraries only
 */
public record Packages(List<String> own, List<String> libraries, List<String> hidden) {
    static final Packages NONE = new Packages(List.of(), List.of(), List.of());
}
