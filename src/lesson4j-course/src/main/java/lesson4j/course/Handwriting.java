package lesson4j.course;

import static lesson4j.plot.Given.failed;
import static lesson4j.plot.Given.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Five digits that look written on paper and photographed: {@code Handwriting.photos()}.
 *
 * <p>No hand wrote them: a program did, {@code PaperAndPen} among the tests of this part, with tinted paper, light from
 * one side, a felt pen and the noise of a camera.
 */
public final class Handwriting {
    private static final String[] FILES = {"2.jpg", "3.jpg", "4.jpg", "5.jpg", "7.jpg"};

    private Handwriting() {}

    /** Returns a new folder for temporary files with the photos, each named by the digit that it shows. */
    public static Path photos() {
        try {
            var folder = Files.createTempDirectory("handwriting");
            for (String file : FILES) {
                try (var in =
                        given(Handwriting.class.getResourceAsStream("handwriting/" + file), "the photo " + file)) {
                    Files.copy(in, folder.resolve(file));
                }
            }
            return folder;
        } catch (IOException e) {
            throw failed(e, "The photos cannot be written to a folder for temporary files.");
        }
    }
}
