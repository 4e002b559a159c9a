/**
 * The losses of the lesson, each a formula for one example with its derivative.
 *
 * <p>A loss is computed from a net's raw outputs and declares the activation that belongs to it, as in fastai; it is also
 * an {@code ILossFunction}, so every DL4J net takes it. One line of use: {@code new Learner(dls, net, new MnistLoss())}.
 */
@NullMarked
package lesson4j.loss;

import org.jspecify.annotations.NullMarked;
