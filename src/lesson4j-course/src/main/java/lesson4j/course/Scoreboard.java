package lesson4j.course;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.reason;
import static lesson4j.plot.Given.text;
import static lesson4j.plot.Given.wrong;
import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import lesson4j.data.Batch;
import lesson4j.data.DataLoader;
import lesson4j.plot.Showable;
import lesson4j.plot.TableView;
import lesson4j.train.Learner;
import lesson4j.train.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The course's table of models, which grows from notebook to notebook.
 *
 * <p>{@code Scoreboard.of(6, path, test).add("net of 50, −log p", seed1, seed2, seed3)} measures these three runs, keeps
 * them beside the cached data, and shows all rows up to notebook 6. What was not run here has the figures that come with
 * the project; with drawn digits there are none, and they have a board of their own.
 */
public final class Scoreboard implements Showable {
    private static final int ROWS = 40;
    private static final int FIELDS = 7;

    /** What is known of one model trained from one seed. */
    private record Run(int notebook, String model, int seed, Score score) {
        String key() {
            return text("%02d\t%s\t%d", notebook, model, seed);
        }

        String line() {
            return text("%s\t%d\t%d\t%d\t%.3f", key(), score.wrong(), score.of(), score.parameters(), score.seconds());
        }

        static Run read(String line, Path file) {
            try {
                String[] at = line.split("\t", FIELDS + 1);
                var score = new Score(
                        Integer.parseInt(at[3]),
                        Integer.parseInt(at[4]),
                        Long.parseLong(at[5]),
                        Double.parseDouble(at[FIELDS - 1]));
                return new Run(Integer.parseInt(at[0]), at[1], Integer.parseInt(at[2]), score);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw wrong(
                        "Expected %d fields with tabs between them in %s but found '%s'. Delete the file.",
                        FIELDS, file, line);
            }
        }
    }

    private final int notebook;
    private final DataLoader<Batch> test;
    private final Path file;
    private final Map<String, Run> shipped = new TreeMap<>();
    private final Map<String, Run> runs = new TreeMap<>();

    private Scoreboard(int notebook, DataLoader<Batch> test, Path file) {
        this.notebook = notebook;
        this.test = given(test, "the test set");
        this.file = file;
    }

    /**
     * Opens the board.
     *
     * @param notebook the notebook that looks at it: later ones are not shown
     * @param data the folder that {@link Datasets#get} gave
     * @param test the pictures held out, which no choice has seen
     */
    public static Scoreboard of(int notebook, Path data, DataLoader<Batch> test) {
        boolean real = Datasets.isRealMnist(data);
        var file = DataCache.root().resolve(real ? "scoreboard.tsv" : "scoreboard-drawn.tsv");
        return of(notebook, real ? shipped() : List.of(), file, test);
    }

    static Scoreboard of(int notebook, List<String> shipped, Path file, DataLoader<Batch> test) {
        var board = new Scoreboard(notebook, test, file);
        read(shipped, file, board.shipped);
        try {
            read(Files.exists(file) ? Files.readAllLines(file) : List.of(), file, board.runs);
        } catch (IOException e) {
            throw failed(e, "%s cannot be read. Delete it.", file);
        }
        return board;
    }

    private static List<String> shipped() {
        try (var in = given(Scoreboard.class.getResourceAsStream("scoreboard.tsv"), "the figures that come with it")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw failed(e, "The scoreboard's own figures cannot be read.");
        }
    }

    private static void read(List<String> lines, Path file, Map<String, Run> to) {
        lines.stream().map(line -> Run.read(line, file)).forEach(run -> to.put(run.key(), run));
    }

    /**
     * Measures a model's runs on the test set, keeps them and returns the board.
     *
     * @param model its name, without a tab
     * @param seeds learners after their fits, from seed 1, 2, 3; fewer replace fewer of the figures known
     */
    public Scoreboard add(String model, Learner... seeds) {
        if (given(model, "the model's name").isBlank() || model.chars().anyMatch(Character::isISOControl)) {
            throw wrong("Expected a model's name in one line but found '%s'. Take a plain name.", model);
        }
        for (int seed = 1; seed <= given(seeds, "the runs").length; seed++) {
            var run = new Run(notebook, model, seed, Score.of(seeds[seed - 1], test));
            runs.put(run.key(), run);
        }
        keep();
        return this;
    }

    /** Writes the file whole or not at all. A cache that cannot be written still shows its board. */
    private void keep() {
        var lines = runs.values().stream().map(Run::line).toList();
        try {
            Files.createDirectories(given(file.getParent(), "the folder"));
            var part = Files.createTempFile(file.getParent(), "scoreboard", ".part");
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            show("The scoreboard is shown but not kept: " + reason(e));
        }
    }

    /** Returns a row per model: the middle of its runs, the fewest and the most wrong, and what it took. */
    public Table table() {
        var table = Table.create("scoreboard", IntColumn.create("notebook"), StringColumn.create("model"));
        table.addColumns(IntColumn.create("wrong"), IntColumn.create("fewest"), IntColumn.create("most"));
        table.addColumns(IntColumn.create("of"), IntColumn.create("seeds"));
        table.addColumns(LongColumn.create("parameters"), DoubleColumn.create("seconds"));
        var all = new TreeMap<>(shipped);
        all.putAll(runs);
        all.values().stream()
                .filter(run -> run.notebook <= notebook)
                .collect(Collectors.groupingBy(
                        run -> run.key().replaceAll("\t\\d+$", ""), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(model -> append(table, model));
        return table;
    }

    private static void append(Table table, List<Run> seeds) {
        var sorted = seeds.stream()
                .sorted(Comparator.comparing(run -> run.score.wrong()))
                .toList();
        Run middle = sorted.get(sorted.size() / 2);
        table.intColumn(0).append(middle.notebook);
        table.stringColumn(1).append(middle.model);
        int[] counts = {
            middle.score.wrong(),
            sorted.get(0).score.wrong(),
            sorted.get(sorted.size() - 1).score.wrong()
        };
        for (int i = 0; i < counts.length; i++) {
            table.intColumn(i + 2).append(counts[i]);
        }
        table.intColumn("of").append(middle.score.of());
        table.intColumn("seeds").append(sorted.size());
        table.longColumn("parameters").append(middle.score.parameters());
        ToDoubleFunction<Run> seconds = run -> run.score.seconds();
        table.doubleColumn("seconds")
                .append(sorted.stream().mapToDouble(seconds).average().orElseThrow());
    }

    @Override
    public Object shown() {
        return TableView.of(table(), ROWS);
    }

    @Override
    public String toString() {
        return table().printAll();
    }
}
