/**
 * Nets of the lesson, as DL4J's own {@code MultiLayerNetwork}, in the vocabulary of PyTorch's {@code nn}.
 *
 * <p>Every net ends in raw outputs; the loss brings the last activation. They start as PyTorch's do, so that numbers can
 * be compared. One line of use: {@code var net = Nets.simpleNet(784, 30, 1);}.
 */
@NullMarked
package lesson4j.nn;

import org.jspecify.annotations.NullMarked;
