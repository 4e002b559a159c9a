/**
 * Training as fastai's readers know it: a {@code Learner} over DL4J's own net, with callbacks, metrics and a recorder.
 *
 * <p>The loop knows only callbacks; recording, progress, early stopping and the guard against NaN are callbacks. One line
 * of use: {@code new Learner(dls, net, new MnistLoss(), batchAccuracy()).fit(10, 1.0);}.
 */
@NullMarked
package lesson4j.train;

import org.jspecify.annotations.NullMarked;
