"""Training in a notebook: the live table, an interrupt that keeps what was learned, and the memory it takes."""

import os
import time
from pathlib import Path

import pytest

SET_UP = """
var x = Nd4j.rand(2000, 50);
var y = x.getColumn(0).gt(0.5).castTo(DataType.FLOAT).reshape(2000, 1);
var dls = DataLoaders.of(x, y, x, y).bs(20);
var learn = new Learner(dls, simpleNet(50, 30, 1), new MnistLoss(), batchAccuracy());
"""


def test_the_table_is_updated_in_place_and_ends_without_a_bar(kernel):
    kernel.run(SET_UP)

    ran = kernel.run("learn.fit(30, 0.1);")

    assert ran.status == "ok" and len(ran.displays) == 1
    assert "epoch 1 of 30 " in ran.displays[0]["data"]["text/html"]
    last = ran.updates[-1]["data"]["text/html"]
    assert last.count("<tr>") == 31 and "caption" not in last
    assert "<th scope=\"col\" align=\"right\">batch_accuracy</th>" in last
    assert len(ran.updates) <= 5 * ran.seconds + 3


def test_an_interrupt_keeps_weights_and_figures(kernel):
    kernel.run(SET_UP)
    message = kernel.send("learn.fit(100_000, 0.1);")
    time.sleep(1.5)

    kernel.manager.interrupt_kernel()
    start = time.monotonic()
    ran = kernel.wait(message, 10)

    assert time.monotonic() - start < 1.0
    assert ran.error["ename"] == "Interrupted"
    assert "Training was stopped in epoch" in ran.error["evalue"] and "are kept" in ran.error["evalue"]
    epochs = int(kernel.run("learn.recorder().values().rowCount()").text)
    assert epochs > 3
    assert ran.updates[-1]["data"]["text/html"].count("<tr>") == epochs + 1
    assert kernel.run("learn.recorder().last(\"valid_loss\") < learn.recorder().of(\"valid_loss\")[0]").text == "true"
    assert kernel.run("learn.quiet().fit(1, 0.1); learn.recorder().values().rowCount()").text == "1"


def test_an_error_in_a_metric_names_the_cells_line(kernel):
    kernel.run(SET_UP)

    ran = kernel.run(
        "var bad = Metric.of(\"bad\", (preds, targs) ->\n    preds.getDouble(0, 99));\n"
        "new Learner(dls, linear(50, 1), new MnistLoss(), bad).fit(1, 0.1);"
    )

    assert ran.status == "error" and "→ 2      preds.getDouble(0, 99));" in "\n".join(ran.error["traceback"])
    assert kernel.run("1 + 1").text == "2"


@pytest.mark.alone
@pytest.mark.skipif(not Path(os.environ.get("LESSON_DATA", ""), "mnist_png.tgz").is_file(), reason="asks for MNIST")
def test_seventy_thousand_pictures_take_their_pixels_and_little_more(fresh_kernel):
    assert fresh_kernel.run("Datasets.get(MNIST); Nd4j.rand(3, 3)").status == "ok"  # unpacked, and ND4J at work
    fresh_kernel.wait_for_tab()
    bare = fresh_kernel.megabytes()

    ran = fresh_kernel.run("var dls = DataLoaders.fromFolder(Datasets.get(MNIST));\ndls.train().size() + dls.valid().size()")

    assert ran.text == "70000"
    assert fresh_kernel.megabytes() - bare <= 400  # 220 of them are the pixels
