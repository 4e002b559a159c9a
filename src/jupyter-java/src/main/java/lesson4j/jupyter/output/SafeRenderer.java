package lesson4j.jupyter.output;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lesson4j.jupyter.Extensions;
import lesson4j.jupyter.KernelExtension;
import lesson4j.jupyter.Rendering;
import lesson4j.jupyter.error.CodeStopped;
import lesson4j.jupyter.error.ErrorText;
import lesson4j.jupyter.source.HiddenNames;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Renders values as extensions say, else in JJava's way, and never fails.
 *
 * <p>In JJava an {@code Error} from a renderer, such as an endless {@code toString}, kills the shell thread: the cell
 * never gets a reply and every later one hangs. Here it becomes a message in the value's place.
 */
public final class SafeRenderer extends Renderer {
    /** Made at the first value, because it names classes that take long to load. */
    private static final class Known {
        static final List<Rendering<?>> ALL = Stream.concat(
                        Extensions.all(KernelExtension::renderings).stream(),
                        Stream.of(Rendering.of(BufferedImage.class, PngEncoder::shown)))
                .toList();
    }

    @Override
    public DisplayData render(Object value, Map<String, Object> params) {
        try {
            return shortened(
                    value instanceof DisplayDataRenderable ? super.render(value, params) : form(value, params));
        } catch (CodeStopped interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            return new DisplayData(message(value, failure));
        }
    }

    private DisplayData form(Object value, Map<String, Object> params) {
        Optional<Rendering<?>> known = Rendering.find(Known.ALL, value);
        if (known.isPresent()) {
            return known.get().show(value);
        }
        return Extensions.first(one -> one.text(value))
                .map(DisplayData::new)
                .orElseGet(() -> super.render(value, params));
    }

    private static DisplayData shortened(DisplayData data) {
        // a toString that gives null would leave out the text, which every front end needs
        String text = String.valueOf(data.getData(MIMEType.TEXT_PLAIN));
        data.putText(TextLimit.shortened(HiddenNames.without(text)));
        return data;
    }

    private static String message(Object value, Throwable failure) {
        return "This " + name(value) + " cannot be shown: showing it failed with " + describe(failure)
                + ". The value itself is kept; look at its parts, or mend its toString().";
    }

    private static String name(Object value) {
        String name = value.getClass().getSimpleName();
        return name.isEmpty() || name.contains("$") ? "object" : name;
    }

    private static String describe(Throwable failure) {
        String message = ErrorText.message(failure);
        String name = ErrorText.name(failure);
        return message.isBlank() ? name : name + ": " + message;
    }
}
