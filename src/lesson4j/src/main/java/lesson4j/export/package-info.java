/**
 * Trained nets that go on working on a page: no kernel, no network, nothing installed.
 *
 * <p>A net is written as data, which a short script computes with. One line of use: {@code Exported.of(learn)} as the last
 * line of a cell, which shows a sheet to draw on, also on the pages that {@code share} writes.
 */
@NullMarked
package lesson4j.export;

import org.jspecify.annotations.NullMarked;
