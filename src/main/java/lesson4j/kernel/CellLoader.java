package lesson4j.kernel;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Loads the classes that cells compile to, each with stop checks woven in. */
final class CellLoader implements LoaderDelegate {
    private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
    private final Cells classLoader = new Cells();

    ClassLoader classLoader() {
        return classLoader;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        classesRedefined(classes);
        boolean[] installed = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            try {
                classLoader.loadClass(classes[i].name());
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ClassInstallException("Cannot load " + classes[i].name() + ": " + e, installed);
            }
            installed[i] = true;
        }
    }

    /** Returns whether the classes are those that are loaded already, but for line numbers and the like. */
    boolean hasSame(ClassBytecodes[] classes) {
        return Arrays.stream(classes).allMatch(c -> {
            byte[] loaded = compiled.get(c.name());
            return loaded != null && Arrays.equals(bare(loaded), bare(c.bytecodes()));
        });
    }

    private static byte[] bare(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        for (ClassBytecodes c : classes) {
            compiled.put(c.name(), c.bytecodes());
        }
    }

    @Override
    public void addToClasspath(String paths) throws InternalException {
        for (String path : paths.split(Pattern.quote(System.getProperty("path.separator")))) {
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

    private final class Cells extends URLClassLoader {
        Cells() {
            super(new URL[0], CellLoader.class.getClassLoader());
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = compiled.get(name);
            if (bytes == null) {
                return super.findClass(name);
            }
            byte[] woven = StopCheck.weave(bytes);
            return defineClass(name, woven, 0, woven.length);
        }
    }
}
