package lesson4j.jupyter;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line magic: {@code new Magic("today", "says the date", words -> LocalDate.now())} makes {@code %today}.
 *
 * @param name its name without the percent sign
 * @param help what it does, as {@code %help} says it
 * @param run takes the words after the name and returns what to show, null for nothing
 */
public record Magic(String name, String help, Function<List<String>, @Nullable Object> run) {}
