/**
 * The notebook kernel "Java (Lesson4j)": the Java kernel with the library imported and its values rendered.
 *
 * <p>Its door is {@link LessonExtension}, which {@link lesson4j.jupyter.KernelExtension} finds; nothing calls it.
 */
@NullMarked
package lesson4j.kernel;

import org.jspecify.annotations.NullMarked;
