/**
 * The notebook kernel "Java (Lesson4j)": JJava with its gaps closed, the library imported, its values rendered.
 *
 * <p>Each class closes one gap of JJava 1.0a8 and names it, so that it can go when JJava mends it. Nothing outside this
 * package knows Jupyter. One line of use: {@code java -jar lesson4j-kernel.jar connection.json}.
 */
@NullMarked
package lesson4j.kernel;

import org.jspecify.annotations.NullMarked;
