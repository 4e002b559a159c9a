/**
 * Knows every public class by its simple name, for imports that are missing and for completion.
 *
 * <p>Its door is {@link ClassNames}.
 */
@NullMarked
package lesson4j.jupyter.classes;

import org.jspecify.annotations.NullMarked;
