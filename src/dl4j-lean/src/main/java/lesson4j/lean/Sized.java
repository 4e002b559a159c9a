package lesson4j.lean;

/** A layer of one's own that says how many numbers it takes and gives, as nIn and nOut do. */
public interface Sized {

    /** Returns how many numbers it takes of an example. */
    int inputs();

    /** Returns how many numbers it gives for an example. */
    int outputs();
}
