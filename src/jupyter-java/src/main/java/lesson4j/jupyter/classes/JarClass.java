package lesson4j.jupyter.classes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.util.jar.JarFile;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * A class file in a jar, as the compiler reads it.
 *
 * @param packageName such as {@code java.util}; empty for none
 * @param simpleName the file's name without its end: {@code Map$Entry}
 */
record JarClass(JarFile jar, String packageName, String simpleName) implements JavaFileObject {
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
        return URI.create("jar:" + java.nio.file.Path.of(jar.getName()).toUri() + "!/" + path());
    }

    @Override
    public Kind getKind() {
        return Kind.CLASS;
    }

    @Override
    public boolean isNameCompatible(String name, Kind kind) {
        return kind == Kind.CLASS && simpleName.equals(name);
    }

    @Override
    public long getLastModified() {
        return jar.getJarEntry(path()).getTime();
    }

    @Override
    public @Nullable NestingKind getNestingKind() {
        return null;
    }

    @Override
    public @Nullable Modifier getAccessLevel() {
        return null;
    }

    @Override
    public OutputStream openOutputStream() {
        throw readOnly();
    }

    @Override
    public Writer openWriter() {
        throw readOnly();
    }

    @Override
    public Reader openReader(boolean ignoreEncodingErrors) {
        throw readOnly();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        throw readOnly();
    }

    @Override
    public boolean delete() {
        return false;
    }

    private UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException(getName() + " is a class file that is only read.");
    }
}
