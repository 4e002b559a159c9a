/**
 * Leads what a cell prints and shows to the page: in order, at a pace, cut where it is endless.
 *
 * <p>Its doors are {@link OutputRouter}, for text, and {@link SafeRenderer}, for values.
 */
@NullMarked
package lesson4j.jupyter.output;

import org.jspecify.annotations.NullMarked;
