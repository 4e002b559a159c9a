/**
 * Sliders, buttons and what else answers the reader's hand, in the protocol of ipywidgets.
 *
 * <p>Its door is {@link Widgets}.
 */
@NullMarked
package lesson4j.jupyter.widget;

import org.jspecify.annotations.NullMarked;
