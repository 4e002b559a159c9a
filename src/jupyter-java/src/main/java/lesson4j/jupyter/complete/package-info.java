/**
 * Answers Tab: the notebook's own names first, then the library's, then the rest, and paths within strings.
 *
 * <p>Its door is {@link Completion}.
 */
@NullMarked
package lesson4j.jupyter.complete;

import org.jspecify.annotations.NullMarked;
