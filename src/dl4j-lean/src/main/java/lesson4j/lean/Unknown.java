package lesson4j.lean;

/** Says what our own steps do not know of a net, which DL4J's fit then trains: {@code layer 1 (DenseLayer) has weight noise}. */
final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes half a sentence that goes on after "because". */
    Unknown(String reason) {
        super(reason, null, false, false);
    }

    /** The message of this exception, which is always there. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
