package lesson4j.train;

import static lesson4j.plot.Show.show;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lesson4j.lean.Net;
import lesson4j.lean.Optimiser;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Brings the optimiser of a saved net back, of DL4J's kinds and ours. No other class is looked up. */
final class SavedOptimiser {
    private static final Pattern KNOWN = Pattern.compile("org\\.nd4j\\.linalg\\.(learning\\.config"
            + "\\.(Sgd|Nesterovs|Adam|AdaMax|Nadam|AMSGrad|AdaBelief|AdaGrad|AdaDelta|RmsProp|NoOp)"
            + "|schedule\\.(Cycle|Exponential|Fixed|Inverse|Map|Poly|Ramp|Sigmoid|Step)Schedule"
            + "|schedule\\.ScheduleType)|lesson4j\\.(lean|step)\\.(Rate|SgdMomentum|FastaiAdam)");

    private final List<@Nullable IUpdater> kinds = new ArrayList<>();

    private SavedOptimiser() {}

    /** Reads the optimiser of each layer of a net from what was saved. */
    static SavedOptimiser of(Net net, SavedFile saved) {
        var optimiser = new SavedOptimiser();
        JsonNode conf = saved.configuration();
        Layer[] layers = net.layers();
        for (int i = 0; i < layers.length; i++) {
            JsonNode layer = net.model() instanceof ComputationGraph
                    ? conf.path("vertices").path(layers[i].conf().getLayer().getLayerName())
                    : conf.path("confs").path(i);
            JsonNode updater = layer.findValue("iupdater");
            optimiser.kinds.add(kind(updater == null ? layer.findValue("updater") : updater));
        }
        return optimiser;
    }

    private static @Nullable IUpdater kind(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            return null;
        }
        boolean known = node.findValuesAsText("@class").stream()
                .allMatch(name -> KNOWN.matcher(name).matches());
        try {
            // files of version 1 know our optimisers by the package they were in
            String now = node.toString().replace("lesson4j.step.", "lesson4j.lean.");
            return known ? NeuralNetConfiguration.mapper().readValue(now, IUpdater.class) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Gives them to the net, with what they remembered; says where that is not possible. */
    void install(Net net, SavedFile saved) {
        if (!Optimiser.restore(net, kinds, saved.state())) {
            show("The parameters were read; what the optimiser remembered does not fit this net and was left out.");
        }
    }
}
