package lesson4j.jupyter.output;

/** Finds where text in bytes can be cut. */
final class Utf8 {
    private Utf8() {}

    /** Returns how many of the bytes make whole characters; the last character may be cut. */
    static int wholeCharacters(byte[] bytes) {
        int end = bytes.length;
        int start = end;
        while (start > 0 && end - start < 4 && (bytes[start - 1] & 0xC0) == 0x80) {
            start--;
        }
        if (start == 0 || (bytes[start - 1] & 0x80) == 0) {
            return end;
        }
        int lead = bytes[start - 1] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return end - (start - 1) >= length ? end : start - 1;
    }
}
