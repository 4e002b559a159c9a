package lesson4j.plot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The smallest and the largest of some numbers, or of those that get a colour of their own.
 *
 * @param unreadable how many are NaN or infinite, which have no colour
 */
record ValueRange(double min, double max, long unreadable) {

    ValueRange(double min, double max) {
        this(min, max, 0);
    }

    /** Returns the range of all values of all images. */
    static ValueRange of(List<Pixels> images) {
        var all = images.stream()
                .flatMapToDouble(
                        image -> IntStream.range(0, image.values().length).mapToDouble(i -> image.values()[i]))
                .filter(Double::isFinite)
                .summaryStatistics();
        long unreadable =
                images.stream().mapToLong(image -> image.values().length).sum() - all.getCount();
        return all.getCount() == 0
                ? new ValueRange(0, 0, unreadable)
                : new ValueRange(all.getMin(), all.getMax(), unreadable);
    }

    /** Returns the colours of ink: from 0 to 1, or to 255, so that two pictures can be compared. */
    static ValueRange ofInk(List<Pixels> images) {
        var all = of(images);
        if (all.min < 0) {
            return all;
        }
        boolean bytes = all.max > 1 || images.stream().allMatch(Pixels::whole);
        return new ValueRange(0, Math.max(bytes ? 255 : 1, all.max));
    }

    /** Returns this range made as wide below 0 as above. */
    ValueRange centred() {
        double most = Math.max(Math.abs(min), Math.abs(max));
        return most == 0 ? new ValueRange(-1, 1) : new ValueRange(-most, most);
    }

    @Override
    public String toString() {
        return NumberText.range(min, max) + (unreadable == 0 ? "" : ", " + unreadable + " of them NaN or infinite");
    }
}
