package lesson4j.course;

import static lesson4j.plot.Given.given;
import static lesson4j.plot.Given.wrong;

import java.net.URI;

/**
 * One entry of the catalogue: where a data set comes from, how it is checked, and who is to be thanked.
 *
 * <p>{@code MNIST_SAMPLE.licence()} is {@code "CC BY-SA 3.0"}.
 *
 * @param name the name it has in the lesson
 * @param url where the archive is, or, when {@code md5} is empty, the page it can be had from by hand
 * @param size the size of the archive in bytes
 * @param md5 the publisher's digest of the archive
 * @param archive the archive's file name
 * @param folder the top folder inside the archive
 * @param licence the terms it may be used under
 * @param citation the work to cite
 */
public record Dataset(
        String name, URI url, long size, String md5, String archive, String folder, String licence, String citation) {

    /** Describes a data set; every part is needed, {@code md5} may be empty. */
    public Dataset {
        given(name, "the name");
        given(url, "the address");
        given(md5, "the digest");
        given(archive, "the archive's name");
        given(folder, "the folder's name");
        given(licence, "the licence");
        given(citation, "the work to cite");
        for (String part : new String[] {archive, folder}) {
            if (!part.matches("[\\w.-]*\\w[\\w.-]*")) {
                throw wrong(
                        "Expected a plain file name such as mnist_sample but found '%s'. Use letters and digits.",
                        part);
            }
        }
    }

    /** Says whether a program can fetch it: {@code DIGIT_RECOGNIZER.isPublic()} is false, Kaggle wants an account. */
    public boolean isPublic() {
        return !md5.isEmpty();
    }
}
