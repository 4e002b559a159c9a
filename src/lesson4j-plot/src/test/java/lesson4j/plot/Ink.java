package lesson4j.plot;

import java.util.stream.IntStream;

/** Counts what is on a picture. */
final class Ink {

    private Ink() {}

    /** Returns how many pixels are not white. */
    static long of(Picture picture) {
        return pixels(picture).filter(rgb -> rgb != 0xffffff).count();
    }

    /** Returns how many pixels have exactly this colour. */
    static long of(Picture picture, int rgb) {
        return pixels(picture).filter(p -> p == rgb).count();
    }

    /** Returns how many pixels within {@code margin} of the border are not white. */
    static long atBorder(Picture picture, int margin) {
        int w = picture.image().getWidth();
        int h = picture.image().getHeight();
        return IntStream.range(0, w * h)
                .filter(i -> Math.min(Math.min(i % w, w - 1 - i % w), Math.min(i / w, h - 1 - i / w)) < margin)
                .filter(i -> (picture.image().getRGB(i % w, i / w) & 0xffffff) != 0xffffff)
                .count();
    }

    private static IntStream pixels(Picture picture) {
        int w = picture.image().getWidth();
        int h = picture.image().getHeight();
        return IntStream.of(picture.image().getRGB(0, 0, w, h, null, 0, w)).map(rgb -> rgb & 0xffffff);
    }
}
