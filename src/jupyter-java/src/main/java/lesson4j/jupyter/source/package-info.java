/**
 * Reads Java text and knows which cell and line a piece of it came from. It runs and compiles nothing.
 *
 * <p>Its door is {@link SnippetOrigins}; {@link JavaText} and {@link Names} are what all other packages read code with.
 */
@NullMarked
package lesson4j.jupyter.source;

import org.jspecify.annotations.NullMarked;
