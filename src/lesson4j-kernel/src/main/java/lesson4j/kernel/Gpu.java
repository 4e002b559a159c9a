package lesson4j.kernel;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a graphics card can compute, and if not, why. ND4J itself tries the card, prints a stack trace, and finds the
 * processor afterwards; a card that it has no code for, or a CUDA with a part missing, it finds too late to go back.
 */
final class Gpu {
    private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
    private static final Pattern MISSING = Pattern.compile("([\\w.+-]+): cannot open shared object file");
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final String TOO_NEW = "it has compute capability %d.%d, and ND4J's CUDA 11.6 knows 3.7 to 8.9 only";
    private static final String WHY_NOT = look();

    private Gpu() {}

    /** Returns whether the CUDA backend may be used. */
    static boolean isUsable() {
        return WHY_NOT.isEmpty();
    }

    /** Returns whether the CUDA backend is on the class path. */
    static boolean isInstalled() {
        return Gpu.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    }

    /** Returns one sentence about who computes: the graphics card, or the processor and why. */
    static String sentence() {
        return isUsable()
                ? "The graphics card computes."
                : "The processor computes; the graphics card is not used, because " + WHY_NOT + ".";
    }

    /** Returns a loader in which ND4J finds its CUDA backend only if that can be used. */
    static ClassLoader loader() {
        ClassLoader all = Gpu.class.getClassLoader();
        return isUsable()
                ? all
                : new ClassLoader(all) {
                    @Override
                    public Enumeration<URL> getResources(String name) throws IOException {
                        var found = Collections.list(super.getResources(name));
                        found.removeIf(
                                url -> name.equals(SERVICE) && url.toString().contains("nd4j-cuda"));
                        return Collections.enumeration(found);
                    }
                };
    }

    private static String look() {
        if (!isInstalled()) {
            return "this kernel has no CUDA backend (./lesson install --cuda makes one that has)";
        }
        try {
            String lacking = card(Class.forName("org.bytedeco.cuda.global.cudart"));
            if (lacking.isEmpty()) {
                Class.forName("org.nd4j.linalg.jcublas.bindings.Nd4jCuda");
            }
            return lacking;
        } catch (ReflectiveOperationException | LinkageError e) {
            return because(e);
        }
    }

    /** Returns what is wrong with the first card, asked of CUDA's runtime. Nothing, if ND4J has code for it. */
    private static String card(Class<?> runtime) throws ReflectiveOperationException {
        int[] answer = new int[1];
        int code = (int) runtime.getMethod("cudaGetDeviceCount", int[].class).invoke(null, (Object) answer);
        if (code != 0 || answer[0] == 0) {
            return switch (code) {
                case 0, 100 -> "there is no NVIDIA card";
                case 35 -> "NVIDIA's driver is too old for CUDA 11.6";
                default -> "CUDA reports its error " + code;
            };
        }
        Method ask = runtime.getMethod("cudaDeviceGetAttribute", int[].class, int.class, int.class);
        ask.invoke(null, answer, CAPABILITY_MAJOR, 0);
        int major = answer[0];
        ask.invoke(null, answer, CAPABILITY_MINOR, 0);
        return major > 8 ? TOO_NEW.formatted(major, answer[0]) : "";
    }

    /** Returns which library a failure of loading names, and to what it belongs. */
    static String because(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Matcher missing = MISSING.matcher(String.valueOf(t.getMessage()));
            if (missing.find()) {
                String library = missing.group(1);
                return library.startsWith("libcuda.")
                        ? "NVIDIA's driver is not installed (" + library + " was not found)"
                        : "CUDA 11.6 with cuDNN 8.3 is not installed (" + library + " was not found)";
            }
        }
        return "CUDA 11.6 could not be loaded (" + failure.getClass().getSimpleName() + ")";
    }
}
