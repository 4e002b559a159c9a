package lesson4j.plot;

/** A value that is shown as another one: a run as its table, a matrix as its picture. */
public interface Showable {

    /** Returns what stands for this value: a {@link Picture}, a chart, a table, a tensor or text. */
    Object shown();
}
