"""Widgets over the protocol, without a browser: open, update, buffers, echo, errors, interrupt."""

import time

import pytest
from test_subshells import control, reply_to

VIEW = "application/vnd.jupyter.widget-view+json"


class Page:
    """What the front end does: keeps the models that the kernel opens, and answers on a subshell."""

    def __init__(self, kernel):
        self.kernel, self.subshell = kernel, control(kernel, "create_subshell")["subshell_id"]

    def send(self, kind, buffers=None, subshell=True, **content):
        message = self.kernel.client.session.msg(f"comm_{kind}", content)
        if subshell:
            message["header"]["subshell_id"] = self.subshell
        self.kernel.client.session.send(self.kernel.client.shell_channel.socket, message, buffers=buffers)
        return message["header"]["msg_id"]

    def move(self, comm, **state):
        return self.send("msg", comm_id=comm, data={"method": "update", "state": state, "buffer_paths": []})

    def until(self, wanted, seconds=20):
        """Returns all messages up to the first that is wanted."""
        seen, until = [], time.monotonic() + seconds
        while time.monotonic() < until:
            seen.append(self.kernel.client.get_iopub_msg(timeout=seconds))
            if wanted(seen[-1]):
                return seen
        raise AssertionError("not seen")


@pytest.fixture(scope="module")
def page(kernel):
    made = Page(kernel)
    yield made
    control(kernel, "delete_subshell", subshell_id=made.subshell)


def opened(ran):
    return {m["content"]["comm_id"]: m for m in ran.messages if m["msg_type"] == "comm_open"}


def named(ran, model):
    """Returns the comm of the one widget of this kind."""
    return next(i for i, m in opened(ran).items() if m["content"]["data"]["state"]["_model_name"] == model)


def is_update(message, comm=None, method="update"):
    content = message["content"]
    return (message["msg_type"] == "comm_msg" and content["data"].get("method") == method
            and comm in (None, content["comm_id"]))


def test_a_slider_opens_as_ipywidgets_says(kernel, page):
    ran = kernel.run('var a = slider("rate", 0, 2, 0.5);\na')

    (comm, message), = opened(ran).items()
    assert message["metadata"] == {"version": "2.1.0"} and message["content"]["target_name"] == "jupyter.widget"
    state = message["content"]["data"]["state"]
    assert (state["_model_name"], state["_view_name"]) == ("FloatSliderModel", "FloatSliderView")
    assert state["_model_module"] == "@jupyter-widgets/controls" and state["value"] == 0.5 and state["max"] == 2
    result = ran.results[-1]
    assert result[VIEW] == {"version_major": 2, "version_minor": 0, "model_id": comm}
    assert result["text/plain"] == "rate = 0.5"


def test_what_the_reader_moves_the_next_cell_reads(kernel, page):
    comm = named(kernel.run('var b = intSlider("b", 0, 9, 3);'), "IntSliderModel")

    asked = page.move(comm, value=7)
    seen = page.until(lambda m: is_update(m, comm, "echo_update"))

    assert seen[-1]["content"]["data"]["state"] == {"value": 7} and seen[-1]["parent_header"]["msg_id"] == asked
    assert kernel.run("b.intValue()").text == "7"


def test_interact_draws_anew_while_a_cell_runs(kernel, page):
    ran = kernel.run('var c = slider("c", 0, 10, 1);\ninteract(() -> "c is " + c.value(), c)')
    slider, drawn = named(ran, "FloatSliderModel"), named(ran, "HTMLModel")
    running = kernel.send("Thread.sleep(3000); 1")
    time.sleep(0.3)

    start = time.monotonic()
    page.move(slider, value=4.5)
    seen = page.until(lambda m: is_update(m, drawn))

    assert time.monotonic() - start < 2
    assert seen[-1]["content"]["data"]["state"]["value"] == "<pre>c is 4.5</pre>"
    assert kernel.wait(running).text == "1"


def test_a_burst_ends_with_the_newest_value(kernel, page):
    ran = kernel.run('var d = slider("d", 0, 100, 1);\n'
                     'interact(() -> { Thread.onSpinWait(); try { Thread.sleep(100); } catch (InterruptedException e) {}'
                     ' return "d " + d.value(); }, d)')
    slider, drawn = named(ran, "FloatSliderModel"), named(ran, "HTMLModel")

    for value in range(1, 61):
        page.move(slider, value=value)
    seen = page.until(lambda m: is_update(m, drawn) and "60.0" in m["content"]["data"]["state"]["value"])

    assert sum(is_update(m, drawn) for m in seen) < 20, "old values are left out"


def test_prints_and_errors_belong_to_the_cell_that_made_the_widget(kernel, page):
    made = kernel.run('var e = slider("e", 0, 5, 1);\n'
                      'e.on("value", v -> { System.out.println("moved to " + v); int n = 1 / 0; });')
    kernel.run("1 + 1")

    page.move(named(made, "FloatSliderModel"), value=2)
    seen = page.until(lambda m: m["msg_type"] == "error")

    cell = made.messages[0]["parent_header"]["msg_id"]
    printed = [m for m in seen if m["msg_type"] == "stream"]
    assert [m["content"]["text"] for m in printed] == ["moved to 2.0\n"]
    assert {m["parent_header"]["msg_id"] for m in [*printed, seen[-1]]} == {cell}
    assert seen[-1]["content"]["ename"] == "ArithmeticException"
    assert kernel.run("1 + 1").text == "2"


def test_an_error_in_a_handler_silences_nothing(kernel, page):
    made = kernel.run('var f = slider("f", 0, 5, 1);\n'
                      'f.on("value", v -> { if ((double) v == 2) throw new StackOverflowError(); System.out.println("f" + v); });')
    comm = named(made, "FloatSliderModel")

    page.move(comm, value=2)
    page.until(lambda m: m["msg_type"] == "error" and m["content"]["ename"] == "StackOverflowError")
    page.move(comm, value=3)

    page.until(lambda m: m["msg_type"] == "stream" and "f3.0" in m["content"]["text"])


def test_an_interrupt_cancels_a_handler(kernel, page):
    made = kernel.run('var g = slider("g", 0, 5, 1);\n'
                      'g.on("value", v -> { System.out.println("in"); while ((double) v == 2) {} System.out.println("g" + v); });')
    comm = named(made, "FloatSliderModel")
    page.move(comm, value=2)
    page.until(lambda m: m["msg_type"] == "stream" and "in" in m["content"]["text"])

    kernel.manager.interrupt_kernel()
    page.until(lambda m: m["msg_type"] == "error" and m["content"]["ename"] == "Interrupted")

    page.move(comm, value=3)
    page.until(lambda m: m["msg_type"] == "stream" and "g3.0" in m["content"]["text"])
    assert kernel.run("1 + 1").text == "2"


def test_a_button_runs_what_it_is_for(kernel, page):
    comm = named(kernel.run('var clicks = new int[1];\nbutton("go", () -> System.out.println("go " + ++clicks[0]))'), "ButtonModel")

    for count in (1, 2):
        page.send("msg", comm_id=comm, data={"method": "custom", "content": {"event": "click"}})
        page.until(lambda m, text=f"go {count}\n": m["msg_type"] == "stream" and m["content"]["text"] == text)


def test_buffers_go_both_ways(kernel, page):
    made = kernel.run('var h = new Widget("anywidget", "~0.11.*", "Any", Map.of("pixels", new byte[] {1, 2, 3}));')
    comm, message = next(iter(opened(made).items()))

    assert message["content"]["data"]["buffer_paths"] == [["pixels"]] and bytes(message["buffers"][0]) == b"\x01\x02\x03"
    page.send("msg", comm_id=comm, buffers=[b"\x09\xff"],
              data={"method": "update", "state": {"n": None}, "buffer_paths": [["pixels"]]})
    echo = page.until(lambda m: is_update(m, comm, "echo_update"))[-1]
    assert bytes(echo["buffers"][0]) == b"\x09\xff"
    assert kernel.run('Arrays.toString((byte[]) h.get("pixels"))').text == "[9, -1]"


def test_a_widget_that_is_closed_is_let_go_of(kernel, page):
    comm = named(kernel.run('var j = slider("gone", 0, 5, 1);'), "FloatSliderModel")

    assert any(m["msg_type"] == "comm_close" for m in kernel.run("j.close();").messages)
    info = page.kernel.client.session.msg("comm_info_request", {"target_name": "jupyter.widget"})
    kernel.client.shell_channel.send(info)
    assert comm not in reply_to(kernel, info["header"]["msg_id"])["content"]["comms"]
    assert kernel.run('j.set("value", 2.0); j.value()').text == "2.0"


def test_numbers_that_json_lacks_go_out_as_nothing(kernel, page):
    ran = kernel.run('var k = progress("p", 1);\nk.set("value", Double.NaN);')

    update = next(m for m in ran.messages if is_update(m))
    assert update["content"]["data"]["state"] == {"value": None}


@pytest.mark.parametrize(("made", "told"), [
    ('slider("s", 3, 1, 2)', "min 3.0, max 1.0, value 2.0"),
    ('slider("s", 0, 1, Double.NaN)', "value NaN"),
    ('intSlider("s", 0, 9, 10)', "value 10"),
    ('logSlider("s", 0, 1, 0.1)', "above 0"),
])
def test_a_range_that_cannot_be_is_refused(kernel, made, told):
    assert told in kernel.run(made).error["evalue"]


def test_comm_messages_without_a_subshell_wait_for_the_cell(kernel, page):
    comm = named(kernel.run('var l = intSlider("l", 0, 9, 3);'), "IntSliderModel")
    running = kernel.send("Thread.sleep(1000); l.intValue()")
    time.sleep(0.2)

    page.send("msg", subshell=False, comm_id=comm, data={"method": "update", "state": {"value": 5}, "buffer_paths": []})

    assert kernel.wait(running).text == "3"
    assert kernel.run("l.intValue()").text == "5"


def test_a_log_sliders_steps_multiply(kernel, page):
    message = next(iter(opened(kernel.run('var lr = logSlider("lr", 1e-4, 1, 0.1);')).values()))

    state = message["content"]["data"]["state"]
    assert state["_model_name"] == "FloatLogSliderModel" and state["value"] == 0.1
    assert (state["base"], state["min"], state["max"]) == (10, -4, 0)


def test_a_closed_widget_is_garbage(kernel, page):
    kernel.run('var n = slider("n", 0, 5, 1);\nvar seen = new java.lang.ref.WeakReference<>(n);\nn.close();\nn = null;')

    assert kernel.run("for (int i = 0; i < 50 && seen.get() != null; i++) { System.gc(); Thread.sleep(20); }\nseen.get() == null").text == "true"


def test_ten_thousand_updates_leave_nothing_behind(kernel, page):
    ran = kernel.run('var m = slider("m", 0, 1e6, 1);\ninteract(() -> "x".repeat(20_000) + m.value(), m)')
    slider, drawn = named(ran, "FloatSliderModel"), named(ran, "HTMLModel")
    live = "System.gc(); Thread.sleep(200); System.gc(); (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20"
    before = int(kernel.run(live).text)

    for value in range(1, 10_001):
        page.move(slider, value=value)
        if value % 100 == 0:
            page.until(lambda m, v=value: is_update(m, drawn) and f"x{v}.0" in m["content"]["data"]["state"]["value"])
    assert int(kernel.run(live).text) - before < 10
