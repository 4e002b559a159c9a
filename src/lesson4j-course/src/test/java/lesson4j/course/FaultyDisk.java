package lesson4j.course;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The real disk, with a fault at one chosen change of it: the process dies there, the disk is full, or read-only. */
final class FaultyDisk extends FileSystemProvider {
    /** What happens at the chosen change. */
    enum Fault {
        /** Half of a write is done, and nothing after it, no cleaning up either. */
        KILL,
        /** No byte can be written from then on; names can be removed. */
        FULL,
        /** Nothing can be changed from then on. */
        READ_ONLY
    }

    /** Thrown when the process is as good as dead. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Fault fault;
    private final int at;
    private final FileSystem system = new FaultySystem(this, this::wrap);
    private int changes;

    private FaultyDisk(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    /** Returns the same path on a disk that fails at its change number {@code at}, from 1. */
    static Path path(Path real, Fault fault, int at) {
        return new FaultyDisk(fault, at).wrap(real);
    }

    /** Returns how many changes were made on the disk of a path. */
    static int changes(Path path) {
        return ((FaultyDisk) path.getFileSystem().provider()).changes;
    }

    private boolean fails() {
        return changes >= at;
    }

    /** Counts a change and fails when it is its turn. */
    private void change(boolean writes) throws IOException {
        changes++;
        if (fails() && fault == Fault.KILL) {
            throw new Killed();
        } else if (fails() && (fault == Fault.READ_ONLY || writes)) {
            throw new FileSystemException(fault == Fault.FULL ? "No space left on device" : "Read-only file system");
        }
    }

    private void alive() {
        if (fault == Fault.KILL && fails()) {
            throw new Killed();
        }
    }

    private Path wrap(Path real) {
        return (Path)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Path.class}, new Wrapped(real));
    }

    private static Object real(Object path) {
        return path instanceof Path && Proxy.isProxyClass(path.getClass())
                ? ((Wrapped) Proxy.getInvocationHandler(path)).real
                : path;
    }

    private static Path real(Path path) {
        return (Path) real((Object) path);
    }

    private final class Wrapped implements InvocationHandler {
        private final Path real;

        Wrapped(Path real) {
            this.real = real;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return system;
            }
            Object[] given = args == null ? new Object[0] : args.clone();
            for (int i = 0; i < given.length; i++) {
                given[i] = real(given[i]);
            }
            try {
                Object result = method.invoke(real, given);
                if (result instanceof Iterator<?> parts) {
                    Iterable<?> all = () -> (Iterator) parts;
                    return StreamSupport.stream(all.spliterator(), false)
                            .map(part -> wrap((Path) part))
                            .iterator();
                }
                return result instanceof Path path ? wrap(path) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private static FileSystemProvider disk() {
        return Path.of("").getFileSystem().provider();
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        alive();
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        if (writes) {
            change(true);
        }
        SeekableByteChannel channel = disk().newByteChannel(real(path), options, attributes);
        return writes ? new FaultyChannel(channel, this::beforeWrite) : channel;
    }

    /** Writes half of what is to be written where the next change is the fault. */
    private void beforeWrite(ByteBuffer source, SeekableByteChannel real) throws IOException {
        if (changes + 1 >= at && fault != Fault.READ_ONLY) {
            real.write(source.slice(source.position(), source.remaining() / 2));
        }
        change(true);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        alive();
        var stream = disk().newDirectoryStream(real(folder), path -> true);
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return StreamSupport.stream(stream.spliterator(), false)
                        .map(FaultyDisk.this::wrap)
                        .iterator();
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        change(true);
        disk().createDirectory(real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        change(false);
        disk().delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        change(true);
        disk().copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        change(false);
        disk().move(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path two) throws IOException {
        return disk().isSameFile(real(one), real(two));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return disk().isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return disk().getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        alive();
        disk().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return disk().getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        alive();
        return disk().readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return disk().readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        disk().setAttribute(real(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
