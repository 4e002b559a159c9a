/**
 * Takes a cell apart and runs it by statements, so that a failure leaves every name as it was.
 *
 * <p>Its door is {@link StatementSteps}.
 */
@NullMarked
package lesson4j.jupyter.snippet;

import org.jspecify.annotations.NullMarked;
