package lesson4j.jupyter.source;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names that a misspelt one may have been meant to be, those with the fewest slips: {@code Nearest.of("lenght", …)} gives {@code [length]}. */
public final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** Returns the nearest of {@code names}, three at most; none when all are too far. */
    public static List<String> of(String name, Collection<String> names) {
        int slips = name.length() < 3 ? 0 : name.length() < 6 ? 1 : 2;
        Map<Integer, List<String>> near = names.stream()
                .distinct()
                .filter(other -> !other.equals(name) && Math.abs(other.length() - name.length()) <= slips)
                .sorted()
                .collect(Collectors.groupingBy(other -> distance(name, other)));
        return IntStream.rangeClosed(0, slips)
                .mapToObj(slip -> near.getOrDefault(slip, List.of()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .limit(MOST)
                .toList();
    }

    /** Letters to add, drop, change or swap with their neighbour; capitals count as small letters. */
    private static int distance(String one, String two) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = two.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
