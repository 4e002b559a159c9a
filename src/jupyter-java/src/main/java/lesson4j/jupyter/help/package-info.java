/**
 * Answers Shift-Tab and {@code name?}: signature, Javadoc, value, source.
 *
 * <p>Its door is {@link Help}.
 */
@NullMarked
package lesson4j.jupyter.help;

import org.jspecify.annotations.NullMarked;
