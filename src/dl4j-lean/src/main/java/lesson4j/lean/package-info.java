/**
 * Trains nets of DL4J fast: by BLAS on their own parameters where that is right, else by DL4J's own fit.
 *
 * <p>The net stays DL4J's in any case: what is trained here is what {@code net.output} uses, what DL4J saves and what its
 * own {@code fit} goes on with. One line of use: {@code LeanTrainer.of(net).fit(iterator, 10);}.
 */
@NullMarked
package lesson4j.lean;

import org.jspecify.annotations.NullMarked;
