package lesson4j.course;

import static lesson4j.plot.Given.given;

/**
 * Where the pictures in use come from, and whether they are MNIST's.
 *
 * <p>{@code Datasets.source(path)} prints {@code the pixels of MNIST, from an archive of your own}.
 *
 * @param origin how the files came here
 * @param realMnist true when the pixels are MNIST's own, known by their digests
 * @param digest a digest of the data, which tells one draw of the Kaggle files from another
 */
public record Source(Origin origin, boolean realMnist, String digest) {

    /** Describes a source; every part is needed, {@code digest} may be empty. */
    public Source {
        given(origin, "the origin");
        given(digest, "the digest");
    }

    /** How the files of a data set came here. */
    public enum Origin {
        /** Unpacked from an archive of the reader's own, such as those in {@code LESSON_DATA}. */
        ARCHIVE("from an archive of your own"),
        /** Fetched from the publisher's address. */
        DOWNLOAD("fetched from the publisher"),
        /** Written by {@link DrawnDigits}. */
        DRAWN("drawn by a program"),
        /** Written in Kaggle's layout from the pictures of MNIST or their drawn twins. */
        WRITTEN("written from the pictures"),
        /** Found as it is, in a folder of the reader's own. */
        FOLDER("from a folder of your own");

        private final String words;

        Origin(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return (realMnist ? "the pixels of MNIST, " : "not the pixels of MNIST, ") + origin.words;
    }
}
