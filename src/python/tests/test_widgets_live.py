"""What moves by itself: a picture replaced by its bytes, a button that ends a fit; what a page asks for at first.

In a kernel of its own: from then on it knows that a page has widgets.
"""

import time

import pytest
from conftest import Kernel
from test_widgets import VIEW, Page, is_update, named

SLOW = """var x = Nd4j.rand(4_000, 784); var y = Nd4j.zeros(4_000, 10); y.getColumn(3).assign(1);
var dls = DataLoaders.of(x, y, x.get(interval(0, 100)), y.get(interval(0, 100))).bs(64);
var learn = new Learner(dls, simpleNet(784, 50, 10), new CrossEntropy(), accuracy());"""
FIT = "learn.fit(5_000, 0.1);"
PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def live():
    running = Kernel()
    assert running.run(SLOW, seconds=120).status == "ok"
    yield running
    running.close()


def test_without_a_page_that_knows_widgets_training_shows_a_plain_table(live):
    ran = live.run("learn.fit(2, 0.1);")

    assert not any(m["msg_type"] == "comm_open" for m in ran.messages)
    assert all(VIEW not in shown["data"] for shown in ran.displays + ran.updates)
    assert "valid_loss" in (ran.displays + ran.updates)[-1]["data"]["text/plain"]


@pytest.fixture(scope="module")
def page(live):
    """A page that knows widgets asks for those there are as soon as it is connected."""
    page = Page(live)
    page.send("open", comm_id="hello", target_name="jupyter.widget.control", data={})
    page.send("msg", comm_id="hello", data={"method": "request_states"})
    page.until(lambda m: is_update(m, "hello", "update_states"))
    page.send("close", comm_id="hello", data={})
    return page


def test_a_page_that_is_reloaded_gets_all_states(live, page):
    made = live.run('var i = slider("again", 0, 5, 1);\ni.set("value", 4.0);')
    comm = named(made, "FloatSliderModel")

    page.send("open", comm_id="reload", target_name="jupyter.widget.control", data={})
    page.send("msg", comm_id="reload", data={"method": "request_states"})
    states = page.until(lambda m: is_update(m, "reload", "update_states"))[-1]["content"]["data"]["states"]

    assert states[comm]["state"]["value"] == 4 and states[comm]["model_name"] == "FloatSliderModel"
    assert all(place[1] == "state" for place in states[comm].get("buffer_paths", []))


def test_with_such_a_page_a_button_below_the_table_ends_a_long_fit(live, page):
    running = live.send(FIT)
    seen = page.until(lambda m: m["msg_type"] == "display_data" and VIEW in m["content"]["data"])
    button = seen[-1]["content"]["data"][VIEW]["model_id"]

    clicked = time.monotonic()
    page.send("msg", comm_id=button, data={"method": "custom", "content": {"event": "click"}})
    ran = live.wait(running)

    assert ran.status == "ok" and time.monotonic() - clicked < 5, "the cells that wait go on"
    table, gone = ran.updates[-2:]
    assert "Stopped in epoch" in table["data"]["text/plain"] and "valid_loss" in table["data"]["text/plain"]
    assert gone["data"] == {"text/plain": ""} and gone["metadata"]["progress"]
    assert any(m["msg_type"] == "comm_close" and m["content"]["comm_id"] == button for m in ran.messages)


def test_a_short_fit_has_no_button(live, page):
    ran = live.run("learn.fit(1, 0.1);")

    assert not any(m["msg_type"] == "comm_open" for m in ran.messages)
    assert "Stopped" not in (ran.displays + ran.updates)[-1]["data"]["text/plain"]


def test_a_live_picture_is_replaced_by_its_bytes_while_a_cell_runs(live, page):
    ran = live.run('var live = livePicture(plotFunction(v -> v, "0", -1, 1).size(300, 200));\n'
                   'show(live);\nfor (int i = 1; i <= 5; i++) { int n = i;\n'
                   'live.show(plotFunction(v -> n * v, "" + n, -1, 1).size(300, 200)); Thread.sleep(20); }')

    comm = named(ran, "ImageModel")
    first = next(m for m in ran.messages if m["msg_type"] == "comm_open")
    updates = [m for m in ran.messages if is_update(m, comm)]
    state = first["content"]["data"]["state"]
    assert (state["width"], state["height"], state["format"]) == ("300", "200", "png")
    pictures = [bytes(m["buffers"][0]) for m in [first, *updates]]
    assert len(set(pictures)) == 6 and all(picture.startswith(PNG) for picture in pictures)
    assert {tuple(map(tuple, m["content"]["data"]["buffer_paths"])) for m in [first, *updates]} == {(("value",),)}
    assert live.run("live").results[-1]["text/plain"].startswith("Line chart '5'"), "what it showed last"


def test_what_is_no_picture_is_refused(live, page):
    assert "Expected a picture or a chart but found 3" in live.run("livePicture(3)").error["evalue"]
