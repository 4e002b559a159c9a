/**
 * Tells a reader who thinks in Python what Java writes instead.
 *
 * <p>Its doors are {@link PythonSyntax}, for a line that is no Java, and {@link PythonHabits}, for a name that is none.
 */
@NullMarked
package lesson4j.jupyter.python;

import org.jspecify.annotations.NullMarked;
