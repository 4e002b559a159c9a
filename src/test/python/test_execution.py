"""Errors, interrupts and printed output: every cell gets a reply and the kernel stays usable."""

import time

import pytest


def test_an_error_of_any_kind_gets_a_reply(kernel):
    ran = kernel.run('throw new StackOverflowError("deep");')

    assert ran.status == "error" and ran.error["ename"] == "StackOverflowError" and ran.error["evalue"] == "deep"
    assert kernel.run("1 + 1").text == "2"


def test_an_error_names_its_cause_and_the_cells_line(kernel):
    code = '// set up\nint half(int n) {\n  return n / 0;\n}\n\nhalf(4)'

    trace = "\n".join(kernel.run(code).error["traceback"])

    assert "ArithmeticException" in trace and "→ 3    return n / 0;" in trace and "→ 6  half(4)" in trace
    assert "jdk.jshell" not in trace and "REPL" not in trace


def test_a_compile_error_shows_the_span(kernel):
    trace = "\n".join(kernel.run('int n = "three";').error["traceback"])

    assert "incompatible types" in trace


@pytest.mark.parametrize(
    "code",
    [
        "while (true) {}",
        "for (long i = 0; ; i++) { if (i < 0) break; }",
        "Thread.sleep(100_000);",
        'while (true) System.out.println("again");',
        "IntStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst()",
        "while (true) { try { Thread.sleep(10); } catch (InterruptedException e) { } }",
        "while (true) Nd4j.rand(100, 100).mmul(Nd4j.rand(100, 100));",
    ],
)
def test_interrupt_stops_the_cell_and_leaves_no_thread_behind(kernel, code):
    message = kernel.send(code)
    time.sleep(0.7)

    kernel.manager.interrupt_kernel()
    start = time.monotonic()
    ran = kernel.wait(message, 10)

    assert time.monotonic() - start < 1.0
    assert ran.status == "error" and ran.error["ename"] == "Interrupted"
    assert kernel.run("40 + 2").text == "42"
    busy = kernel.run(
        "Thread.getAllStackTraces().entrySet().stream()"
        '.filter(e -> e.getKey().getName().equals("cell")).count()'
    )
    assert busy.text == "1"


def test_printed_text_arrives_whole_and_in_few_messages(kernel):
    ran = kernel.run('for (int i = 0; i < 100_000; i++) System.out.printf("%d é%n", i);')

    assert ran.printed() == "".join(f"{i} é\n" for i in range(100_000))
    assert sum(m["msg_type"] == "stream" for m in ran.messages) < 200


def test_prints_and_displays_keep_their_order(kernel):
    ran = kernel.run('System.out.println("before"); show("middle"); System.out.println("after");')

    shown = [m["content"].get("text") or m["content"]["data"]["text/plain"] for m in ran.messages
             if m["msg_type"] in ("stream", "display_data")]
    assert shown == ["before\n", "middle", "after\n"]


def test_a_live_display_is_updated_in_place(kernel):
    ran = kernel.run(
        "try (var live = Show.live()) { for (int i = 1; i <= 20; i++) { live.update(i); Thread.sleep(50); } }"
    )

    assert len(ran.displays) == 1
    assert 3 <= len(ran.updates) <= 8
    assert ran.updates[-1]["data"]["text/plain"] == "20"
    assert {u["transient"]["display_id"] for u in ran.updates} == {ran.displays[0]["transient"]["display_id"]}
