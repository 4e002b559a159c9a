/**
 * How a DL4J net takes a step of training: by BLAS on its own parameters where that is right, else by its own fit.
 *
 * <p>{@code Learner} chooses and names the step ({@code learn.summary()}); the net stays DL4J's in any case: what is
 * trained here is what {@code net.output} uses, what DL4J saves and what its own {@code fit} goes on with. One line of
 * use: {@code TrainStep step = Steps.choose(net, output, loss, optimiser); step.step(batch, 0.1);}.
 */
@NullMarked
package lesson4j.lean;

import org.jspecify.annotations.NullMarked;
