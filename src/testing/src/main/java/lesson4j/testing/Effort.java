package lesson4j.testing;

/** How much a test of many cases tries: few in the normal run, many with {@code LESSON_LONG=1}. */
public final class Effort {
    private static final boolean LONG = "1".equals(System.getenv("LESSON_LONG"));

    private Effort() {}

    public static int of(int few, int many) {
        return LONG ? many : few;
    }
}
