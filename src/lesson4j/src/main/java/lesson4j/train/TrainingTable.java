package lesson4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lesson4j.plot.Live;
import lesson4j.plot.Show;
import lesson4j.plot.Showable;
import lesson4j.plot.TableView;

/** The table that grows while a net is trained. Its bar and its button go when training ends. */
final class TrainingTable implements Callback {
    private static final int BAR = 16;

    private final Recorder recorder;
    private Live live = Show.live();
    private long start;
    private volatile boolean stop;
    private String end = "";

    TrainingTable(Recorder recorder) {
        this.recorder = recorder;
    }

    /** After the recorder, whose rows it shows. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public void beforeFit(Fit fit) {
        live = Show.live();
        stop = false;
        end = "";
        live.stoppable(() -> stop = true);
        start = System.nanoTime();
        live.log(String.join("  ", headers()));
    }

    @Override
    public void afterBatch(Fit fit) {
        if (stop) {
            end = "Stopped in epoch " + (fit.epoch() + 1) + " of " + fit.epochs() + ". fit goes on from here.";
            throw Cancel.fit();
        }
        live.update(new Running(fit.steps() + 1, fit));
    }

    @Override
    public void afterEpoch(Fit fit) {
        List<Recorder.Epoch> rows = recorder.epochs();
        live.log(String.join("  ", row(rows.get(rows.size() - 1))));
        live.update(view(""));
    }

    @Override
    public void afterFit(Fit fit) {
        live.update(view(end));
        live.close();
    }

    /** The table in the middle of training; put together only when it is really shown. */
    private final class Running implements Showable {
        private final long steps;
        private final String where;
        private final double share;

        Running(long steps, Fit fit) {
            this.steps = steps;
            this.share = steps / ((double) fit.epochs() * fit.batches());
            this.where = "epoch " + (fit.epoch() + 1) + " of " + fit.epochs();
        }

        @Override
        public Object shown() {
            double seconds = (System.nanoTime() - start) / 1e9;
            int full = (int) Math.round(BAR * share);
            String bar = "█".repeat(full) + "░".repeat(BAR - full);
            return view(String.format(
                    Locale.ROOT, "%s %s %3.0f%%, %s left", where, bar, 100 * share, time(seconds / share - seconds)));
        }

        @Override
        public String toString() {
            return steps + " steps";
        }
    }

    private TableView view(String title) {
        List<String> headers = headers();
        List<Boolean> numeric = headers.stream().map(name -> true).toList();
        return new TableView(
                title,
                headers,
                numeric,
                recorder.epochs().stream().map(TrainingTable::row).toList(),
                "");
    }

    private List<String> headers() {
        List<String> headers = new ArrayList<>(List.of("epoch", "train_loss", "valid_loss"));
        recorder.metrics().forEach(metric -> headers.add(metric.name()));
        headers.add("time");
        return headers;
    }

    private static List<String> row(Recorder.Epoch epoch) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(epoch.number()), six(epoch.trainLoss())));
        epoch.validation().values().forEach(value -> row.add(six(value)));
        row.add(time(epoch.seconds()));
        return row;
    }

    private static String six(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    /** Minutes and seconds, as fastai writes them. */
    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
    }
}
