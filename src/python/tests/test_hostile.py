"""No cell can break the ones after it: each keeps every name and value, and the kernel answers right."""

import time
from pathlib import Path

import psutil
import pytest
from conftest import Kernel
from hostile import cells

SET_UP = """
int kept = 7; var word = "word"; double[] marks = {1, 2.5};
int twice(int n) { return 2 * n; }
record Thing(int size) { }
var thing = new Thing(3); IntUnaryOperator half = n -> n / 2;"""
CONTROL = 'System.out.println("out " + kept); System.err.println("err");\nString.format(Locale.ROOT, "%d %s %.1f %d %d %d %s", ' \
          "kept, word, marks[1], twice(21), thing.size(), half.applyAsInt(8), new ArrayList<>(List.of(1)))"


def assert_all_is_as_it_was(kernel, name, code):
    ran = kernel.run(CONTROL)
    shown = f"after {name}: {code[:300]}"
    assert ran.status == "ok", f"{shown}\n{ran.error['ename']}: {ran.error['evalue']}"
    assert ran.text == "7 word 2.5 42 3 4 [1]", shown
    assert "out 7" in ran.printed() and "err" in ran.printed("stderr"), shown


def attack(kernel, count, seed=13):
    """Runs hostile cells, each followed by one that must find all as it was; returns how many ended in an error."""
    assert kernel.run(SET_UP).status == "ok"
    refused = 0
    for name, code, status in cells(count, seed):
        ran = kernel.run(code, 60)
        assert status in (None, ran.status), f"{name} ended {ran.status}: {code[:300]}"
        if ran.status == "error":
            refused += 1
            told = "\n".join(ran.error["traceback"])
            assert ran.error["ename"], code[:300]
            assert "$JShell$" not in told and "lesson4j.jupyter" not in told, told[:1000]
        assert_all_is_as_it_was(kernel, name, code)
    return refused


def test_forty_hostile_cells_leave_all_as_it_was(fresh_kernel):
    assert attack(fresh_kernel, 39) > 18


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_hundreds_of_hostile_cells_leave_all_as_it_was(fresh_kernel, seed):
    refused = attack(fresh_kernel, 104, seed)
    print(f"104 tried, {refused} refused, 0 lost")


@pytest.mark.parametrize("all_threads", [
    "for (Thread t : Thread.getAllStackTraces().keySet()) t.interrupt();",
    "Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);",
])
def test_a_cell_that_interrupts_all_threads_reaches_its_own_only(fresh_kernel, all_threads):
    fresh_kernel.run("""
        int kept = 7; volatile boolean woken;
        var sleeper = new Thread(() -> { try { Thread.sleep(60_000); } catch (InterruptedException e) { woken = true; } });
        sleeper.start();""")

    fresh_kernel.run(all_threads, 20)

    assert fresh_kernel.run("sleeper.join(); kept + \" \" + woken", 20).text == "7 true"
    assert fresh_kernel.ask("complete", "kep", 3, seconds=20)["content"]["matches"] == ["kept"]


def restart(times):
    """Starts and shuts down kernels; each leaves no process, no connection file and no port behind."""
    for _ in range(times):
        kernel = Kernel()
        assert kernel.run("6 * 7").text == "42"
        process = psutil.Process(kernel.manager.provisioner.pid)
        ports = {getattr(kernel.manager, f"{channel}_port") for channel in ("shell", "iopub", "stdin", "control", "hb")}
        file = Path(kernel.manager.connection_file)
        kernel.client.shutdown()
        process.wait(30)
        kernel.close()
        assert not process.is_running() and not file.exists()
        assert not ports & {c.laddr.port for c in psutil.net_connections() if c.status == "LISTEN"}


def test_a_kernel_that_ends_leaves_nothing_behind():
    restart(2)


@pytest.mark.long
def test_fifty_restarts_leave_nothing_behind():
    restart(50)


def test_two_streams_in_turn_take_few_messages(kernel):
    start = time.monotonic()
    ran = kernel.run('for (int i = 0; i < 10_000; i++) { System.out.println("o" + i); System.err.println("e" + i); }')

    assert time.monotonic() - start < 10
    assert ran.printed() == "".join(f"o{i}\n" for i in range(10_000))
    assert ran.printed("stderr") == "".join(f"e{i}\n" for i in range(10_000))
    assert sum(m["msg_type"] == "stream" for m in ran.messages) < 200


def test_a_few_lines_of_two_streams_keep_their_order(kernel):
    ran = kernel.run('System.out.println("a"); System.err.println("b"); System.out.println("c");')

    texts = [m["content"]["text"] for m in ran.messages if m["msg_type"] == "stream"]
    assert "".join(texts) == "a\nb\nc\n"
