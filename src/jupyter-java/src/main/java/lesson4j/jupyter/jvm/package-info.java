/**
 * Keeps the JVM that the kernel lives in alive and in order: its exit, its parent, its heap, its settings.
 *
 * <p>Its doors are {@link HotSwap}, which the JVM calls first, and {@link ExitDoor}.
 */
@NullMarked
package lesson4j.jupyter.jvm;

import org.jspecify.annotations.NullMarked;
