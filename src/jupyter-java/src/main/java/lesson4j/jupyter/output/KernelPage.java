package lesson4j.jupyter.output;

import lesson4j.jupyter.Page;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;

/**
 * Shows values through the router of all output.
 *
 * @param router what brings messages into their order
 * @param renderer what turns values into messages
 */
public record KernelPage(OutputRouter router, Renderer renderer) implements Page {
    @Override
    public void show(Object value) {
        display(renderer.render(value));
    }

    @Override
    public void display(DisplayData data) {
        router.publish(new PublishDisplayData(data));
    }

    @Override
    public void clear(boolean wait) {
        router.cleared();
        router.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    @Override
    public Live live() {
        return new LiveDisplay(router, renderer);
    }
}
