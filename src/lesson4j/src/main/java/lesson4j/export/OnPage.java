package lesson4j.export;

import lesson4j.plot.Picture;

/** Something that goes on answering on a page, without a kernel: a net, or a curve with sliders. */
public sealed interface OnPage permits Exported, ExportedCurve {

    /** Returns what the page computes with, as JSON that may stand in an attribute in single quotes. */
    String data();

    /** Returns what stands for it where no script runs. */
    Picture picture();

    /** Returns the script that brings it to life, to stand below it. */
    String script();
}
