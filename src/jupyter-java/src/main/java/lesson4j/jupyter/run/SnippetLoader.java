package lesson4j.jupyter.run;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import lesson4j.jupyter.jvm.HotSwap;
import lesson4j.jupyter.source.LineNumbers;
import org.jspecify.annotations.Nullable;

/** Loads the classes that cells compile to, each with stop checks and the cell's own lines woven in. */
public final class SnippetLoader implements LoaderDelegate {
    /**
     * What is loaded at one moment.
     *
     * @param live the class in which each variable lives, by the name that all its versions share
     * @param compiled the code of each class, as the compiler made it
     */
    public record Loaded(Map<String, Class<?>> live, Map<String, byte[]> compiled) {}

    private static final String UNWOVEN = "Interrupts are weaker here: they stop what waits, but no loop, because this "
            + "Java is newer than what the kernel can weave its checks into (";

    private final AtomicReference<@Nullable String> unwoven = new AtomicReference<>();
    private final Map<String, Class<?>> live = new ConcurrentHashMap<>();
    private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
    private final Map<String, byte[]> woven = new ConcurrentHashMap<>();
    private final Classes classLoader = new Classes();
    private volatile Function<String, @Nullable LineNumbers> places = name -> null;

    /** Returns the loader that has the cells' classes. */
    public ClassLoader classLoader() {
        return classLoader;
    }

    /** Numbers lines as {@code places} says, which knows a class's cell by its name. */
    public void numberLines(Function<String, @Nullable LineNumbers> places) {
        this.places = places;
    }

    /** Returns what is loaded now. */
    public Loaded loaded() {
        return new Loaded(Map.copyOf(live), Map.copyOf(compiled));
    }

    /** Goes back to an earlier moment; returns the code of the classes that had other code since. */
    public Map<String, byte[]> restore(Loaded then) {
        live.clear();
        live.putAll(then.live);
        Map<String, byte[]> changed = new LinkedHashMap<>();
        then.compiled.forEach((name, bytes) -> {
            if (compiled.get(name) != bytes) {
                changed.put(name, bytes);
            }
        });
        redefine(changed);
        return changed;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        classesRedefined(classes);
        boolean[] installed = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            try {
                Values.inherit(classLoader.loadClass(classes[i].name()), live);
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ClassInstallException("Cannot load " + classes[i].name() + ": " + e, installed);
            }
            installed[i] = true;
        }
    }

    /** Puts new code into loaded classes, with all that their variables hold. Returns whether the JVM could do so. */
    boolean redefine(Map<String, byte[]> classes) {
        Map<Class<?>, byte[]> swaps = new HashMap<>();
        Map<String, byte[]> next = new HashMap<>();
        classes.forEach((name, bytes) -> {
            byte[] code = weave(name, bytes);
            Class<?> loaded = classLoader.loaded(name);
            if (loaded != null && !Arrays.equals(code, woven.get(name))) {
                swaps.put(loaded, code);
                next.put(name, code);
            }
        });
        if (!swaps.isEmpty() && !HotSwap.redefine(swaps)) {
            return false;
        }
        woven.putAll(next);
        compiled.putAll(classes);
        return true;
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        for (ClassBytecodes c : classes) {
            compiled.put(c.name(), c.bytecodes());
        }
    }

    /** Returns {@code bytes} with all woven in; as they are when they are of a Java that the weaver does not know. */
    byte[] weave(String name, byte[] bytes) {
        try {
            return Weaving.of(bytes, places.apply(name));
        } catch (IllegalArgumentException tooNew) {
            unwoven.compareAndSet(null, UNWOVEN + tooNew.getMessage() + ").");
            return bytes;
        }
    }

    /** Returns what to tell, once, when a class could not be woven. */
    public Optional<String> takeNotice() {
        return Optional.ofNullable(unwoven.get()).filter(text -> !text.isEmpty() && unwoven.compareAndSet(text, ""));
    }

    @Override
    public void addToClasspath(String paths) throws InternalException {
        for (String path : paths.split(Pattern.quote(File.pathSeparator))) {
            try {
                classLoader.addURL(Path.of(path).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new InternalException("Cannot add " + path + " to the class path: " + e.getMessage());
            }
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        return classLoader.loadClass(name);
    }

    private final class Classes extends URLClassLoader {
        Classes() {
            super(new URL[0], SnippetLoader.class.getClassLoader());
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }

        @Nullable
        Class<?> loaded(String name) {
            return findLoadedClass(name);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = compiled.get(name);
            if (bytes == null) {
                return super.findClass(name);
            }
            byte[] code = weave(name, bytes);
            Class<?> defined = defineClass(name, code, 0, code.length);
            woven.put(name, code);
            return defined;
        }
    }
}
