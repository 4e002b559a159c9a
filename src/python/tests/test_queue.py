"""Run All stops at the first failing cell, and every cell gets its reply."""

import time

import pytest


def run_all(kernel, *cells, **options):
    """Sends all cells at once, as Run All does, and returns how each ended."""
    return [kernel.wait(message) for message in [kernel.send(cell, **options) for cell in cells]]


def test_run_all_stops_at_the_first_failing_cell(kernel):
    ran = run_all(kernel, "int before = 1;", "Thread.sleep(500); int bad = 1 / 0;", "int after = 2;", "after")

    assert [cell.status for cell in ran] == ["ok", "error", "aborted", "aborted"]
    assert [m["msg_type"] for m in ran[2].messages] == ["status", "status"]
    assert kernel.run("before").text == "1"


def test_a_cell_sent_after_the_failure_runs(kernel):
    for _ in range(10):
        assert kernel.run("int bad = 1 / 0;").status == "error"
        assert kernel.run("1 + 1").text == "2"


def test_run_all_goes_on_when_told_to(kernel):
    ran = run_all(kernel, "Thread.sleep(300); int bad = 1 / 0;", '"goes on"', stop_on_error=False)

    assert [cell.status for cell in ran] == ["error", "ok"]


def test_a_compile_error_and_an_interrupt_stop_run_all_too(kernel):
    messages = [kernel.send(cell) for cell in ('System.out.println("runs"); Thread.sleep(60_000);', "1")]
    while kernel.client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    kernel.manager.interrupt_kernel()

    assert [kernel.wait(message).status for message in messages] == ["error", "aborted"]
    ran = run_all(kernel, 'Thread.sleep(500);', 'int n = "three";', "2")
    assert [cell.status for cell in ran] == ["ok", "error", "aborted"]


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_browser_with_another_clock_is_understood(kernel, hours, monkeypatch):
    from datetime import timedelta

    import jupyter_client.session as session

    now = session.utcnow
    monkeypatch.setattr(session, "utcnow", lambda: now() + timedelta(hours=hours))
    monkeypatch.setattr(kernel.client.session, "session", f"clock {hours}")
    assert kernel.run("1").status == "ok"

    ran = run_all(kernel, "Thread.sleep(500); int bad = 1 / 0;", "1")

    assert [cell.status for cell in ran] == ["error", "aborted"]
    assert kernel.run("1 + 1").text == "2"


@pytest.mark.parametrize(
    "code, name",
    [
        ("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)", "StackOverflowError"),
        ('throw new OutOfMemoryError("Java heap space");', "OutOfMemoryError"),
        ("throw new ThreadDeath();", "ThreadDeath"),
        ('throw new NoClassDefFoundError("some/Class");', "NoClassDefFoundError"),
        ("class Bad { static int n = 1 / 0; }\nBad.n", "ExceptionInInitializerError"),
        ('throw new Throwable("bare");', "Throwable"),
        ('System.loadLibrary("nowhere");', "UnsatisfiedLinkError"),
        ("new float[] {Nd4j.create(3).getFloat(99)}", None),
        ('"a".repeat(-1)', "IllegalArgumentException"),
        ("throw null;", "NullPointerException"),
    ],
)
def test_whatever_a_cell_throws_gets_a_reply(kernel, code, name):
    ran = kernel.run(code)

    assert ran.status == "error" and (name is None or ran.error["ename"] == name)
    assert kernel.run("1 + 1").text == "2"


@pytest.mark.parametrize(
    "body, told",
    [
        ("throw new StackOverflowError();", "StackOverflowError"),
        ('throw new NoClassDefFoundError("gone");', "NoClassDefFoundError: gone"),
        ("return toString();", "StackOverflowError"),
        ("return null;", "null"),
    ],
)
def test_a_value_that_cannot_be_shown_says_so(kernel, body, told):
    ran = kernel.run("class Odd { public String toString() { " + body + " } }\nnew Odd()")

    assert ran.status == "ok" and told in ran.text
    assert kernel.run("1 + 1").text == "2"


def test_an_endless_rendering_is_interrupted(kernel):
    message = kernel.send("class Slow { public String toString() { while (true) {} } }\nnew Slow()")
    while kernel.client.get_iopub_msg(timeout=30)["msg_type"] != "execute_input":
        pass
    time.sleep(1)
    kernel.manager.interrupt_kernel()

    assert kernel.wait(message, 30).error["ename"] == "Interrupted"


def test_system_exit_ends_the_cell_only(kernel):
    ran = kernel.run("System.exit(3);")

    assert ran.status == "error" and "System.exit(3) would end the kernel" in ran.error["evalue"]
    assert kernel.run("1 + 1").text == "2"
