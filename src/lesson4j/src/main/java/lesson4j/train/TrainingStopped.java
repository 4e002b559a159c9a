package lesson4j.train;

/** Training was interrupted. The parameters and figures so far are kept, and {@code learn.fit} goes on from there. */
public final class TrainingStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingStopped(String message) {
        super(message);
    }
}
