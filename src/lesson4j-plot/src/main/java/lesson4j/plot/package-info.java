/**
 * Shows numbers: charts in one theme, pictures of pixels and weights, and the place they appear in.
 *
 * <p>Everything here returns a value that renders itself when it is the last line of a cell, and knows nothing of
 * Jupyter: outside a notebook the same values print as a sentence. One line of use: {@code show(showImage(digit))}.
 */
@NullMarked
package lesson4j.plot;

import org.jspecify.annotations.NullMarked;
