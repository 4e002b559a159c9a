package lesson4j.jupyter;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.HelpLink;

/**
 * Names a kernel to the front end.
 *
 * @param name one word, {@code java}
 * @param version the kernel's own version
 * @param help what the menu Help links to
 */
public record KernelIdentity(String name, String version, List<HelpLink> help) {
    static final KernelIdentity JAVA = new KernelIdentity(
            "java", "0.1.0", List.of(new HelpLink("JJava, the kernel beneath", "https://github.com/dflib/jjava")));
}
