package lesson4j.plot;

import java.awt.Graphics2D;
import org.knowm.xchart.style.markers.Marker;

/** A mark on a line every 60 points at most. XChart draws lines in pieces, which are too short for dashes. */
final class SparseMarker extends Marker {
    private static final double APART = 60;

    private final Marker marker;
    private final double first;
    private double last = Double.POSITIVE_INFINITY;
    private double next;

    /** Marks with {@code marker}, a little later on each further line. */
    SparseMarker(Marker marker, int series) {
        this.marker = marker;
        first = APART * (series % 4) / 4;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
        if (x < last) { // a new drawing starts at the left again
            next = x + first;
        }
        last = x;
        boolean legend = g.getClip() == null; // XChart clips its plot only
        if (legend || x >= next) {
            marker.paint(g, x, y, size);
            next = x + APART;
        }
    }
}
