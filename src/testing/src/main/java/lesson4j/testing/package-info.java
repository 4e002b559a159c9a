/** What the tests of several parts share. */
@NullMarked
package lesson4j.testing;

import org.jspecify.annotations.NullMarked;
