package lesson4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Compares the configurations of two nets by all that decides what they compute. */
final class SavedShape {
    /** What may differ: how a net is trained, its start, its counts and names, where it computes. */
    private static final Set<String> NO_MATTER = Set.of(
            "iupdater",
            "biasUpdater",
            "updater",
            "lossFn",
            "layerName",
            "biasInit",
            "gainInit",
            "weightInit",
            "weightInitFn",
            "regularization",
            "regularizationBias",
            "idropout",
            "weightNoise",
            "constraints",
            "gradientNormalization",
            "gradientNormalizationThreshold",
            "seed",
            "variables",
            "epochCount",
            "iterationCount",
            "cacheMode",
            "inferenceWorkspaceMode",
            "trainingWorkspaceMode",
            "validateOutputLayerConfig",
            "miniBatch",
            "minimize",
            "optimizationAlgo",
            "stepFunction",
            "maxNumLineSearchIterations",
            "dataType",
            "defaultConfiguration",
            "topologicalOrder",
            "topologicalOrderStr",
            "backpropType",
            "tbpttBackLength",
            "tbpttFwdLength",
            "cudnnAlgoMode",
            "cudnnAllowFallback",
            "cudnnFwdMode",
            "cudnnBwdFilterMode",
            "cudnnBwdDataMode",
            "helperAllowFallback",
            "decay",
            "timeDistributedFormat",
            "lossWeights");

    private SavedShape() {}

    /** Returns what the first configuration has and the other has not, in words, or nothing. */
    static String difference(JsonNode expected, JsonNode found) {
        Map<String, String> mine = flat(expected);
        Map<String, String> other = flat(found);
        if (mine.equals(other)) {
            return "";
        }
        String shape = widths(expected);
        String otherShape = widths(found);
        if (!shape.equals(otherShape)) {
            return "Expected the net " + shape + " but found " + otherShape;
        }
        Set<String> places = new java.util.TreeSet<>(mine.keySet());
        places.addAll(other.keySet());
        String place = places.stream()
                .filter(p -> !mine.getOrDefault(p, "").equals(other.getOrDefault(p, "")))
                .findFirst()
                .orElseThrow();
        return "Expected " + place + " to be " + mine.getOrDefault(place, "absent") + " but found "
                + other.getOrDefault(place, "none");
    }

    private static Map<String, String> flat(JsonNode tree) {
        Map<String, String> all = new TreeMap<>();
        flatten("", tree, all);
        return all;
    }

    private static void flatten(String place, JsonNode node, Map<String, String> to) {
        boolean end = node.has("lossFn"); // whose activation comes with the loss
        node.fields().forEachRemaining(field -> {
            String name = field.getKey();
            if (!NO_MATTER.contains(name) && !(end && name.equals("activationFn"))) {
                flatten(place.isEmpty() ? name : place + "." + name, field.getValue(), to);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            flatten(place + "[" + i + "]", node.get(i), to);
        }
        if (node.isValueNode() && !node.isNull()) {
            to.put(place, node.asText());
        }
    }

    /** Returns the widths of the layers with parameters: {@code 784-30-10}. */
    private static String widths(JsonNode tree) {
        List<String> widths = new ArrayList<>();
        for (JsonNode layer : tree.findParents("nin")) {
            if (layer.get("nout") != null) {
                if (widths.isEmpty()) {
                    widths.add(layer.get("nin").asText());
                }
                widths.add(layer.get("nout").asText());
            }
        }
        return widths.isEmpty() ? "without layers that have widths" : String.join("-", widths);
    }
}
