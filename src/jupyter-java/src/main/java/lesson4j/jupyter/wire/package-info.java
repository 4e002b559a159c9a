/**
 * Speaks the protocol: sockets, replies in the form that it asks for, the queue of waiting cells, history.
 *
 * <p>Its doors are {@link KernelConnection} and {@link Replies}.
 */
@NullMarked
package lesson4j.jupyter.wire;

import org.jspecify.annotations.NullMarked;
