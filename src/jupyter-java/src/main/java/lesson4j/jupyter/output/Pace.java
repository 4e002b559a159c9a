package lesson4j.jupyter.output;

/**
 * Keeps a cell's messages below the rates at which Jupyter's server drops them.
 *
 * <p>The server takes 3 MB of text and 3000 messages in any three seconds, and counts anew for each cell.
 */
final class Pace {
    private static final double BURST = 1_200_000;
    private static final double BYTES_A_NANO = 500_000 / 1e9;
    private static final int LEAST_COST = 1_000;

    private double saved = BURST;
    private long last = System.nanoTime();

    /** Returns whether a message of so many bytes may go out now, and counts it if so. */
    boolean allows(int bytes) {
        long now = System.nanoTime();
        saved = Math.min(BURST, saved + (now - last) * BYTES_A_NANO);
        last = now;
        int cost = Math.max(LEAST_COST, bytes);
        if (saved < cost) {
            return false;
        }
        saved -= cost;
        return true;
    }
}
