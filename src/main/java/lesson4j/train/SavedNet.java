package lesson4j.train;

import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import lesson4j.step.Net;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Writes nets in DL4J's own format, and reads them without running what a stranger put into the file. */
final class SavedNet {
    /** DL4J also deserialises Java objects from an entry named preprocessor.bin; a file with that is refused. */
    private static final Set<String> HARMLESS =
            Set.of("configuration.json", "coefficients.bin", "updaterState.bin", "noParams.marker");

    private SavedNet() {}

    /** Says before training that the net cannot be saved; nets of known parts are not tried. */
    static void warn(Net net, ILossFunction loss) {
        boolean known = Stream.concat(Stream.of(loss), Stream.of(net.layers()).map(layer -> layer.conf()
                        .getLayer()))
                .map(part -> part.getClass().getName())
                .allMatch(name -> name.matches("(org\\.nd4j|org\\.deeplearning4j|lesson4j\\.loss)\\..*"));
        String problem = known ? "" : problem(net);
        if (!problem.isEmpty()) {
            show(problem + " It can be trained; learn.save(…) will refuse.");
        }
    }

    /** Returns why the net could not be read again once it was written, or nothing. */
    private static String problem(Net net) {
        try {
            if (net.model() instanceof ComputationGraph graph) {
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
            } else if (net.model() instanceof MultiLayerNetwork stack) {
                MultiLayerConfiguration.fromJson(
                        stack.getLayerWiseConfigurations().toJson());
            }
            return "";
        } catch (RuntimeException e) {
            return "This net cannot be saved: one of its parts is a lambda or class of your own, which DL4J cannot write or find"
                    + " again. For a loss use CustomLoss.of(…), which is saved as its formula.";
        }
    }

    static void write(Net net, Path file) {
        String problem = problem(net);
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            ModelSerializer.writeModel(net.model(), part.toFile(), true);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The net could not be written to " + file + ". Check that the folder exists and has room.", e);
        }
    }

    static void readInto(Net net, Path file) {
        refuseStrangers(file);
        Net read = read(net, file);
        if (read.params().length() != net.params().length()) {
            throw new IllegalArgumentException(
                    "Expected a net with " + net.params().length() + " parameters but " + file + " has "
                            + read.params().length() + ". Build the same net as was saved.");
        }
        net.params().assign(read.params());
        INDArray state = state(read);
        INDArray own = state(net);
        if (state != null && own != null && state.length() == own.length()) {
            own.assign(state);
        }
        net.setIterations(read.iterations());
    }

    private static @Nullable INDArray state(Net net) {
        BaseMultiLayerUpdater<?> updater = net.updater(true);
        return updater == null ? null : updater.getStateViewArray();
    }

    private static Net read(Net like, Path file) {
        try {
            return like.model() instanceof ComputationGraph
                    ? Net.of(ModelSerializer.restoreComputationGraph(file.toFile(), true))
                    : Net.of(ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException("No net could be read from " + file + ".", e);
        }
    }

    private static void refuseStrangers(Path file) {
        Set<String> found = new TreeSet<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException("No net could be read from " + file + ": it is no zip file.", e);
        }
        found.removeAll(HARMLESS);
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("The file " + file + " holds more than a net: "
                    + String.join(", ", found) + ". Such entries can run code when they are read, so it is refused.");
        }
    }
}
