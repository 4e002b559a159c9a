/**
 * Puts all parts together for one notebook: evaluates a cell, shows what it returns or throws, and replies.
 *
 * <p>Its doors are {@link NotebookEvaluator} and {@link ExecuteHandler}.
 */
@NullMarked
package lesson4j.jupyter.notebook;

import org.jspecify.annotations.NullMarked;
