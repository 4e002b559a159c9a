package lesson4j.nn;

import static lesson4j.plot.Show.show;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights by torchvision's names, on their way into a DL4J graph whose layers have the same names. */
record TorchWeights(Map<String, INDArray> tensors, Path source) {
    private static final Map<String, String> NORM =
            Map.of("gamma", "weight", "beta", "bias", "mean", "running_mean", "var", "running_var");

    static TorchWeights of(Map<String, INDArray> tensors, Path source) {
        return new TorchWeights(tensors, source);
    }

    /** All or nothing: a file that does not fit leaves the graph as it is. */
    void into(ComputationGraph graph) {
        List<Runnable> taken = new ArrayList<>();
        for (Layer layer : graph.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            layer.paramTable().forEach((key, param) -> taken.add(take(name, key, param)));
        }
        taken.forEach(Runnable::run);
    }

    private Runnable take(String layer, String key, INDArray param) {
        String name = layer + "." + (key.equals("W") ? "weight" : key.equals("b") ? "bias" : NORM.get(key));
        INDArray found = tensors.get(name);
        if (found == null) {
            throw new IllegalArgumentException("No tensor '" + name + "' in " + source + ". It has " + tensors.size()
                    + ": "
                    + String.join(", ", tensors.keySet().stream().limit(6).toList()) + " …");
        }
        INDArray fitting = fitting(layer, found, param);
        INDArray shaped = fitting == null ? param : fitting.reshape(param.shape());
        return () -> param.assign(shaped);
    }

    private @Nullable INDArray fitting(String layer, INDArray found, INDArray param) {
        boolean matrix = found.rank() == 2 && param.rank() == 2;
        INDArray turned = matrix ? found.transpose() : found;
        if (Arrays.equals(turned.shape(), param.shape()) || turned.rank() == 1 && turned.length() == param.length()) {
            return turned;
        }
        if (found.rank() == 4 && found.size(1) == 3 && param.size(1) == 1 && found.size(0) == param.size(0)) {
            return found.sum(true, 1);
        }
        if (layer.equals("fc")) {
            if (matrix) {
                show("The weights of the last layer are for " + found.size(0) + " classes; it keeps its own start for "
                        + param.size(1) + ".");
            }
            return null;
        }
        throw new IllegalArgumentException("Expected weights of shape " + Arrays.toString(param.shape()) + " for '"
                + layer + "' but found " + Arrays.toString(found.shape()) + " in " + source
                + ". Build the net that was saved.");
    }
}
