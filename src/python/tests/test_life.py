"""The kernel's life: its memory, its restarts, and its end with the Jupyter that started it."""

import os
import queue
import signal
import subprocess
import sys
import time

import pytest
from conftest import KERNEL, Kernel

STARTER = f"""
import sys, time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name={KERNEL!r}, startup_timeout=60)
client.execute("while (true) {{}}" if len(sys.argv) > 1 else "1")
print(manager.provisioner.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def small_kernel():
    """A kernel with a heap that is soon full."""
    running = Kernel(env=dict(os.environ, JDK_JAVA_OPTIONS="-Xmx800m"))
    yield running
    running.close()


def runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ends(pid, seconds=30):
    until = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < until:
        time.sleep(0.1)
    return not runs(pid)


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("how, busy", [
    pytest.param(signal.SIGKILL, False, marks=pytest.mark.long), (signal.SIGKILL, True), (signal.SIGTERM, False),
])
def test_the_kernel_ends_when_its_jupyter_dies(how, busy):
    jupyter = subprocess.Popen([sys.executable, "-c", STARTER, *["busy"] * busy], stdout=subprocess.PIPE, text=True)
    kernel = int(jupyter.stdout.readline())
    assert runs(kernel)

    jupyter.send_signal(how)
    jupyter.wait()

    assert ends(kernel)


@pytest.mark.parametrize("code", [
    "IntStream.iterate(0, i -> 1 - i).parallel().filter(i -> i < 0).findAny()",
    pytest.param("while (true) {}", marks=pytest.mark.long),
    pytest.param('while (true) System.out.println("again");', marks=pytest.mark.long),
])
@pytest.mark.alone
def test_a_restart_under_load_works(fresh_kernel, code):
    fresh_kernel.run("int kept = 1;")
    fresh_kernel.send(code)
    before = fresh_kernel.manager.provisioner.pid

    start = time.monotonic()
    fresh_kernel.manager.restart_kernel()
    seconds = time.monotonic() - start
    fresh_kernel.client.wait_for_ready(timeout=60)

    assert seconds < 4.5  # Jupyter kills what has not ended after five seconds
    assert fresh_kernel.manager.provisioner.pid != before and ends(before)
    assert fresh_kernel.run("kept").status == "error"
    assert fresh_kernel.run("1 + 1").text == "2"


@pytest.mark.parametrize("restart", [True, False])
def test_a_shutdown_by_message_is_answered_and_obeyed(fresh_kernel, restart):
    request = fresh_kernel.client.session.msg("shutdown_request", {"restart": restart})
    fresh_kernel.client.control_channel.send(request)

    reply = fresh_kernel.client.get_control_msg(timeout=30)

    assert reply["content"] == {"status": "ok", "restart": restart}
    until = time.monotonic() + 30
    while fresh_kernel.manager.is_alive() and time.monotonic() < until:
        time.sleep(0.1)
    assert not fresh_kernel.manager.is_alive()


def test_an_interrupt_by_message_is_answered_while_a_cell_runs(kernel):
    message = kernel.send("while (true) {}")
    while kernel.client.get_iopub_msg(timeout=30)["msg_type"] != "execute_input":
        pass
    kernel.client.control_channel.send(kernel.client.session.msg("interrupt_request", {}))

    reply = kernel.client.get_control_msg(timeout=30)

    assert reply["msg_type"] == "interrupt_reply" and reply["content"]["status"] == "ok"
    assert kernel.wait(message).error["ename"] == "Interrupted"


def test_memory_is_a_fraction_of_the_machines(kernel):
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

    heap = int(kernel.run("Runtime.getRuntime().maxMemory()").text)
    tensors = int(kernel.run("org.bytedeco.javacpp.Pointer.maxBytes()").text)

    assert 0.3 * machine < heap < 0.45 * machine  # a container's own limit would be the machine here
    assert tensors == heap


@pytest.mark.alone
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="reads memory as Linux tells it")
# shorter and longer than the kernel waits before it looks
@pytest.mark.parametrize("pause", [pytest.param(0, marks=pytest.mark.long), 6])
def test_memory_that_nobody_uses_goes_back_when_the_kernel_rests(fresh_kernel, pause):
    pid = fresh_kernel.manager.provisioner.pid
    fresh_kernel.run("Nd4j.ones(5)")
    time.sleep(6)  # what a kernel still loads after its first cell is not what is measured
    before = resident(pid)
    fresh_kernel.run("var kept = new ArrayList<INDArray>();\nfor (int i = 0; i < 20; i++) kept.add(Nd4j.ones(5_000_000));")
    full = resident(pid)
    time.sleep(pause)
    fresh_kernel.run("kept = null;")

    until = time.monotonic() + 60
    while resident(pid) > before + 100 and time.monotonic() < until:
        time.sleep(0.2)

    assert full > before + 350, "20 tensors of 20 MB"
    assert resident(pid) < before + 100, "20 tensors of 20 MB were let go of"
    assert fresh_kernel.run("Nd4j.ones(5).sumNumber()").text == "5.0"


def resident(pid):
    """Megabytes of a process that lie in memory."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1000


@pytest.mark.long
@pytest.mark.parametrize(
    "declare, fill, forget",
    [
        ("class Node { Node next; Node(Node n) { next = n; } }\nNode head = null;",
         "while (true) head = new Node(head);", "head = null;"),
        ("var blocks = new ArrayList<long[]>();", "while (true) blocks.add(new long[1 << 17]);", "blocks = null;"),
        ("var map = new HashMap<Integer, String>();",
         'IntStream.iterate(0, i -> i + 1).forEach(i -> map.put(i, "text " + i));', "map.clear();"),
    ],
    ids=["small objects", "blocks", "library"],
)
def test_a_full_heap_is_told_in_plain_words_and_survived(small_kernel, declare, fill, forget):
    small_kernel.run(declare)

    for _ in range(2):
        ran = small_kernel.run(fill, 120)

        assert ran.error["ename"] == "OutOfMemoryError" and "The heap of 800 MB is full." in ran.error["evalue"]
        assert "Set variables that you no longer need to null" in ran.error["evalue"]
        assert small_kernel.run("1 + 1").text == "2"
    assert small_kernel.run(forget).status == "ok"
    assert small_kernel.run("new int[25_000_000].length", 120).text == "25000000"


@pytest.mark.long
def test_too_many_tensors_are_told_in_plain_words_and_survived(small_kernel):
    ran = small_kernel.run("var kept = new ArrayList<INDArray>(); while (true) kept.add(Nd4j.create(5_000_000));", 120)

    assert "There is no memory left for this tensor" in ran.error["evalue"]
    assert "Tensors may take 800 MB" in ran.error["evalue"]
    assert small_kernel.run("kept = null;").status == "ok"
    assert small_kernel.run("for (int i = 0; i < 30; i++) Nd4j.create(10_000_000);", 120).status == "ok"


def test_an_impossible_array_says_so(kernel):
    assert "not possible in Java" in kernel.run("var big = new long[Integer.MAX_VALUE];").error["evalue"]


def test_what_the_kernel_tries_in_its_first_rest_leaves_no_trace(fresh_kernel):
    fresh_kernel.wait_for_tab()

    loaded = fresh_kernel.run("""
var field = Class.forName("lesson4j.jupyter.jvm.HotSwap").getDeclaredField("jvm");
field.setAccessible(true);
var classes = ((java.lang.instrument.Instrumentation) field.get(null)).getAllLoadedClasses();
Arrays.stream(classes).filter(c -> c.getName().equals("org.knowm.xchart.XYChart")).count()""")

    assert loaded.reply["execution_count"] == 1
    assert loaded.results[0]["text/plain"] == "1"  # a chart was drawn, of which nobody has heard
    with pytest.raises(queue.Empty):
        fresh_kernel.client.get_iopub_msg(timeout=0.2)
    variables = fresh_kernel.run("%who").displays[0]["data"]["text/plain"].splitlines()[1:]
    assert [line.split()[0] for line in variables] == ["field", "classes"]
