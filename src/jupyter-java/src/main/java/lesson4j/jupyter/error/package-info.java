/**
 * Says what went wrong in words that point into the cell, and what to do about it.
 *
 * <p>Its doors are {@link ErrorText}, for what a cell threw, and {@link CompileErrors}, for what the compiler refused.
 */
@NullMarked
package lesson4j.jupyter.error;

import org.jspecify.annotations.NullMarked;
