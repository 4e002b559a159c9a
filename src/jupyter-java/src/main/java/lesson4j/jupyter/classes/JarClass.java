package lesson4j.jupyter.classes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.jar.JarFile;
import javax.tools.SimpleJavaFileObject;

/** A class file in a jar, as the compiler reads it. Its address is made when asked for: of most it never is. */
final class JarClass extends SimpleJavaFileObject {
    private static final URI ANY = URI.create("jar:///");

    private final JarFile jar;
    private final String packageName;
    private final String simpleName;

    /**
     * Makes one for a file of {@code jar}.
     *
     * @param packageName such as {@code java.util}; empty for none
     * @param simpleName the file's name without its end: {@code Map$Entry}
     */
    JarClass(JarFile jar, String packageName, String simpleName) {
        super(ANY, Kind.CLASS);
        this.jar = jar;
        this.packageName = packageName;
        this.simpleName = simpleName;
    }

    String binaryName() {
        return packageName.isEmpty() ? simpleName : packageName + '.' + simpleName;
    }

    private String path() {
        return binaryName().replace('.', '/') + Kind.CLASS.extension;
    }

    @Override
    public InputStream openInputStream() throws IOException {
        return jar.getInputStream(jar.getJarEntry(path()));
    }

    @Override
    public String getName() {
        return jar.getName() + "(" + path() + ")";
    }

    @Override
    public URI toUri() {
        return URI.create("jar:" + Path.of(jar.getName()).toUri() + "!/" + path());
    }

    @Override
    public boolean isNameCompatible(String name, Kind kind) {
        return kind == Kind.CLASS && simpleName.equals(name);
    }

    @Override
    public long getLastModified() {
        return jar.getJarEntry(path()).getTime();
    }
}
