package lesson4j.course;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file of a {@link FaultyDisk} that is written. */
record FaultyChannel(SeekableByteChannel real, BeforeWrite before) implements SeekableByteChannel {
    /** What happens before each write, which may be the fault. */
    interface BeforeWrite {
        void run(ByteBuffer source, SeekableByteChannel real) throws IOException;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        before.run(source, real);
        return real.write(source);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        real.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return real.isOpen();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
