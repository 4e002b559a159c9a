"""What a reader's hand waits for: a cell's answer, a slider's picture; and what a kernel takes that does nothing."""

import json
import statistics
import time
from pathlib import Path

# Java's compilers take a while to see what is called often; a second of them is enough for Python
CELLS = {"ours": (400, 60), "peer": (60, 60)}
PICTURES = {"ours": (100, 40), "peer": (5, 20)}
IDLE_SECONDS = {"ours": 10, "peer": 3}  # HotSpot compiles something late now and then
CURVE = {
    "ours": 'var a = slider("a", -2, 2, 1);\ninteract(() -> plotFunction(x -> a.value() * x * x, "a x²", -2, 2), a)',
    "peer": """%matplotlib inline
import numpy as np
from ipywidgets import interact
from matplotlib import pyplot as plt
def draw(a):
    x = np.linspace(-2, 2, 200)
    plt.plot(x, a * x * x)
    plt.title("a x²")
    plt.show()
interact(draw, a=(-2.0, 2.0, 0.02));""",
}


def cell(side, client, process):
    """Returns the milliseconds that 1+1 takes, from the question to the reply, in the middle of many."""
    return middle(lambda i: reply(client, client.execute("1+1")), *CELLS[side])


def slider(side, client, process):
    """Returns the milliseconds from a slider's new value to the picture that it draws, in the middle of many."""
    opened = []
    client.execute_interactive(CURVE[side], timeout=120, output_hook=opened.append)
    comm = next(m["content"]["comm_id"] for m in opened if m["msg_type"] == "comm_open"
                and m["content"]["data"]["state"]["_model_name"] == "FloatSliderModel")

    def move(i):
        state = {"value": -1 + i % 100 / 50}
        data = {"method": "update", "state": state, "buffer_paths": []}
        client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm, "data": data}))
        while "image/png" not in json.dumps(client.get_iopub_msg(timeout=60)["content"]):
            pass

    return middle(move, *PICTURES[side])


def idle(side, process):
    """Returns how much of a core a kernel takes that does nothing, in hundredths."""
    before = _used(process)
    time.sleep(IDLE_SECONDS[side])
    return max(0.01, round(100 * (_used(process) - before) / IDLE_SECONDS[side], 2))


def _used(process):
    """Returns the seconds of a core that a process has taken: Linux tells them by thread, others in ticks of a hundredth."""
    tasks = Path(f"/proc/{process.pid}/task")
    if tasks.exists():
        return sum(int(task.read_text().split()[0]) for task in tasks.glob("*/schedstat")) / 1e9
    used = process.cpu_times()
    return used.user + used.system


def middle(once, warm, measured):
    """Returns the milliseconds that a thing takes which is done over and over, after some to warm up, in the middle."""
    times = []
    for i in range(warm + measured):
        begin = time.perf_counter()
        once(i)
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times[warm:])


def reply(client, asked):
    """Returns what a kernel replies to a question that was asked."""
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == asked:
            return message["content"]
