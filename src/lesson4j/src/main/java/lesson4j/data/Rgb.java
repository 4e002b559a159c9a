package lesson4j.data;

/** Pixels of one picture, row by row, {@code 0xRRGGBB} each; what was transparent lies on white. */
record Rgb(int height, int width, int[] pixels) {

    /** Mixes a colour with white paper: {@code onWhite(0, 0)} is 255, {@code onWhite(0, 255)} is 0. */
    static int onWhite(int level, int alpha) {
        return (level * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** Packs a colour, laid on white. */
    static int pixel(int red, int green, int blue, int alpha) {
        return onWhite(red, alpha) << 16 | onWhite(green, alpha) << 8 | onWhite(blue, alpha);
    }

    /** Returns the grey of each pixel by the ITU-R 601 weights that PIL uses. */
    GreyImage grey() {
        byte[] grey = new byte[pixels.length];
        for (int i = 0; i < grey.length; i++) {
            int rgb = pixels[i];
            int sum = (rgb >> 16 & 255) * 19595 + (rgb >> 8 & 255) * 38470 + (rgb & 255) * 7471;
            grey[i] = (byte) (sum + 0x8000 >> 16);
        }
        return new GreyImage(height, width, grey);
    }
}
