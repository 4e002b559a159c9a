package lesson4j.train;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import lesson4j.lean.Net;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Writes nets in DL4J's own format, and reads them without running what a stranger put into the file. */
final class SavedNet {
    private SavedNet() {}

    /** Says before training that the net cannot be saved; nets of known parts are not tried. */
    static void warn(Net net, ILossFunction loss) {
        boolean known = Stream.concat(
                        Stream.of(loss),
                        Stream.of(net.layers()).map(layer -> layer.conf().getLayer()))
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
            String json = configuration(net);
            if (net.model() instanceof ComputationGraph) {
                ComputationGraphConfiguration.fromJson(json);
            } else {
                MultiLayerConfiguration.fromJson(json);
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
        Path part = given(file, "the file").resolveSibling(file.getFileName() + ".part");
        try {
            try {
                ModelSerializer.writeModel(net.model(), part.toFile(), true);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The net could not be written to " + file + ". Check that the folder exists and has room.", e);
        }
    }

    /**
     * Gives a net parameters, counts and optimiser of a saved one. A file that does not fit changes nothing.
     *
     * @throws IllegalArgumentException when the file holds another net, or anything that is not a net
     */
    static void readInto(Net net, Path file) {
        SavedFile saved = SavedFile.read(file, net.params().length());
        String difference = SavedShape.difference(tree(configuration(net)), saved.configuration());
        if (difference.isEmpty() && saved.params().length() != net.params().length()) {
            difference = "Expected " + net.params().length() + " parameters but found "
                    + saved.params().length();
        }
        if (!difference.isEmpty()) {
            throw new IllegalArgumentException(difference + " in " + file + ". Build the same net as was saved.");
        }
        SavedOptimiser optimiser = SavedOptimiser.of(net, saved);
        INDArray all = net.params();
        all.assign(saved.params().castTo(all.dataType()).reshape(all.shape()));
        net.setIterations(saved.configuration().path("iterationCount").asInt());
        net.setEpochs(saved.configuration().path("epochCount").asInt());
        optimiser.install(net, saved);
    }

    private static String configuration(Net net) {
        return net.model() instanceof ComputationGraph graph
                ? graph.getConfiguration().toJson()
                : ((MultiLayerNetwork) net.model()).getLayerWiseConfigurations().toJson();
    }

    private static JsonNode tree(String json) {
        try {
            return NeuralNetConfiguration.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("DL4J wrote a configuration that cannot be read: " + e.getMessage(), e);
        }
    }
}
