package lesson4j.data;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A loader as DL4J's iterator; each reset starts a new pass. */
final class LoaderIterator implements DataSetIterator {
    private static final long serialVersionUID = 1L;

    private final transient DataLoader<Batch> loader;
    private transient @Nullable Iterator<Batch> pass;
    private @Nullable DataSetPreProcessor preProcessor;

    LoaderIterator(DataLoader<Batch> loader) {
        this.loader = loader;
    }

    /** A pass begins when its first batch is asked for, so that an iterator only made uses up no shuffle. */
    private Iterator<Batch> pass() {
        if (pass == null) {
            pass = loader.iterator();
        }
        return pass;
    }

    @Override
    public DataSet next() {
        Batch batch = pass().next();
        DataSet data = new DataSet(batch.x(), batch.y());
        if (preProcessor != null) {
            preProcessor.preProcess(data);
        }
        return data;
    }

    @Override
    public DataSet next(int examples) {
        throw new UnsupportedOperationException("Batches have the loader's size. Set it with bs(" + examples + ").");
    }

    @Override
    public boolean hasNext() {
        return pass == null ? loader.size() > 0 : pass.hasNext();
    }

    @Override
    public void reset() {
        pass = null;
    }

    @Override
    public int inputColumns() {
        return (int) loader.source().x().size(1);
    }

    @Override
    public int totalOutcomes() {
        return loader.source().outputs();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** A prefetch thread would leak when training is stopped in the middle of a pass. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int batch() {
        return loader.batchSize();
    }

    @Override
    public void setPreProcessor(@Nullable DataSetPreProcessor newPreProcessor) {
        preProcessor = newPreProcessor;
    }

    @Override
    public @Nullable DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return loader.source().classes();
    }
}
