/**
 * Runs any Java in Jupyter: JJava with its gaps closed.
 *
 * <p>Each class closes one gap of JJava 1.0a8 and names it, so that it can go when JJava mends it. The door is {@link
 * KernelExtension}, by which a library brings its own imports, pictures and advice; with none it is a kernel "Java". One line
 * of use: {@code java -jar kernel.jar connection.json}.
 */
@NullMarked
package lesson4j.jupyter;

import org.jspecify.annotations.NullMarked;
