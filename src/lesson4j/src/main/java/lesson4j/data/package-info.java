/**
 * Turns folders of pictures and arrays into examples with targets, and hands them out in batches.
 *
 * <p>Pictures of one size are read by {@link lesson4j.data.ImageFolder}, those of any size by {@link
 * lesson4j.data.Photos}. One line of use: {@code var dls = DataLoaders.fromFolder(path).bs(256).seed(42);}
 */
@NullMarked
package lesson4j.data;

import org.jspecify.annotations.NullMarked;
