package lesson4j.jupyter.jvm;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Puts new code into classes that are in use, as the {@code jshell} tool does: whoever holds them sees it, and no value
 * is lost.
 *
 * <p>JJava's executor refuses to redefine any class, so that JShell makes new ones, in which all variables are null.
 */
public final class HotSwap {
    private static volatile @Nullable Instrumentation jvm;

    private HotSwap() {}

    /**
     * Called by the JVM before {@code main}, because {@code kernel.json} names the kernel's jar as an agent.
     *
     * <p>An agent that comes later makes the JVM throw away all its machine code at the first redefinition.
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        jvm = instrumentation;
        try {
            ExitDoor.install(instrumentation);
        } catch (Exception | LinkageError newerJava) {
            // an agent that throws ends the JVM
            System.err.println("This Java lets no one ask before an exit (" + newerJava
                    + "): System.exit in a cell will end the kernel. Java 17 and 25 are tested.");
        }
        for (Change quicker : List.<Change>of(QuickCompiler::install, QuickSignal::install)) {
            try {
                quicker.install(instrumentation);
            } catch (Exception | LinkageError newer) {
                // what it would have changed is only slower
            }
        }
    }

    private interface Change {
        void install(Instrumentation jvm) throws Exception;
    }

    /** Adds a jar to the end of the class path, of a JVM whose agent this is. */
    public static void append(JarFile jar) {
        Objects.requireNonNull(jvm, "The kernel was started without -javaagent.")
                .appendToSystemClassLoaderSearch(jar);
    }

    /** Makes the JDK's search for Javadoc quick. To be called before its first use, and no sooner: it slows class loading. */
    public static void quickenJavadoc() {
        Instrumentation instrumentation = jvm;
        if (instrumentation != null) {
            ModuleLayer.boot().modules().stream()
                    .filter(module -> module.getPackages().contains(QuickJavadoc.PACKAGE))
                    .forEach(module -> letCallUs(instrumentation, module));
            instrumentation.addTransformer(new QuickJavadoc(instrumentation::removeTransformer));
        }
    }

    /** Lets changed code of {@code module} call methods of this package. */
    static void letCallUs(Instrumentation instrumentation, Module module) {
        Set<Module> ours = Set.of(HotSwap.class.getModule());
        instrumentation.redefineModule(module, ours, Map.of(), Map.of(), Set.of(), Map.of());
    }

    /**
     * Redefines all of {@code classes}, or none.
     *
     * @return whether the JVM took them; it refuses when fields, methods or parents differ from those there are
     */
    public static boolean redefine(Map<Class<?>, byte[]> classes) {
        Instrumentation instrumentation = jvm;
        if (instrumentation == null) {
            return false;
        }
        try {
            instrumentation.redefineClasses(classes.entrySet().stream()
                    .map(entry -> new ClassDefinition(entry.getKey(), entry.getValue()))
                    .toArray(ClassDefinition[]::new));
            return true;
        } catch (ClassNotFoundException
                | UnmodifiableClassException
                | UnsupportedOperationException
                | LinkageError refused) {
            return false;
        }
    }
}
