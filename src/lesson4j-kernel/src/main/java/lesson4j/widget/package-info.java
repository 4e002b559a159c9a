/**
 * Widgets of the lesson: draw a digit, and watch what a net says of it.
 *
 * <p>Its door is {@link DrawDigit}.
 */
@NullMarked
package lesson4j.widget;

import org.jspecify.annotations.NullMarked;
