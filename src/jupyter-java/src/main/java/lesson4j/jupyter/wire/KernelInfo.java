package lesson4j.jupyter.wire;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.shaded.com.google.gson.annotations.SerializedName;

/** What the kernel says of itself; JJava's says nothing of subshells. */
public final class KernelInfo extends KernelInfoReply {
    /** The protocol's version in which subshells came. */
    private static final String PROTOCOL = "5.5";

    @SerializedName("supported_features")
    private final List<String> supportedFeatures = List.of("kernel subshells");

    /** Describes {@code kernel}. */
    public KernelInfo(BaseKernel kernel) {
        super(
                PROTOCOL,
                kernel.getName(),
                kernel.getVersion(),
                kernel.getLanguageInfo(),
                kernel.getBanner(),
                kernel.getHelpLinks());
    }

    /** Returns what a front end may ask of this kernel. */
    public List<String> supportedFeatures() {
        return supportedFeatures;
    }
}
