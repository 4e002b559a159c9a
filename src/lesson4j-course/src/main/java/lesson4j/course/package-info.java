/**
 * Fetches the lesson's data sets, draws digits, and checks a notebook's figures and answers.
 *
 * <p>Data come from a folder of archives, the cache, fast.ai's address or, where nothing can be reached, from digits
 * drawn by a program, and a visible line says so. One line of use:
 * {@code var threes = ImageFolder.read(Datasets.get(MNIST_SAMPLE).resolve("train/3"));}
 */
@NullMarked
package lesson4j.course;

import org.jspecify.annotations.NullMarked;
