/**
 * Runs compiled code on a thread that can be stopped, in classes that can be changed.
 *
 * <p>Its doors are {@link SnippetExecution}, which JShell calls, and {@link RunThread}.
 */
@NullMarked
package lesson4j.jupyter.run;

import org.jspecify.annotations.NullMarked;
