"""What a kernel should do, one probe each, runnable on any Java kernel: ours, and stock JJava, which has these gaps."""

import time
from queue import Empty

from conftest import Kernel

SECONDS = 10


def lines(count):
    return f"for (int i = 0; i < {count}; i++) System.out.printf(\"%d %s%n\", i, \"x\");"


def interrupt_stops_a_plain_loop(kernel):
    kernel.wait_for_tab()
    message = kernel.send("long n = 0; while (true) n++;")
    time.sleep(2)
    kernel.manager.interrupt_kernel()
    kernel.wait(message, SECONDS)
    time.sleep(1)
    code = "ProcessHandle.current().info().totalCpuDuration().get().toMillis()"
    before = int(kernel.run(code, SECONDS).text)
    time.sleep(3)
    return int(kernel.run(code, SECONDS).text) - before < 2000


def an_endless_string_is_survived(kernel):
    kernel.run("class Odd { public String toString() { return toString(); } }\nnew Odd()", SECONDS)
    return kernel.run("1 + 1", SECONDS).text == "2"


def an_error_has_its_own_name(kernel):
    return kernel.run("int n = 1 / 0;", SECONDS).error["ename"] == "ArithmeticException"


def run_all_stops_at_an_error(kernel):
    sent = [kernel.send(code) for code in ("Thread.sleep(500); int n = 1 / 0;", "1")]
    return [kernel.wait(message, SECONDS).status for message in sent] == ["error", "aborted"]


def silent_is_silent(kernel):
    ran = kernel.run('System.out.println("quiet");', SECONDS, silent=True)
    return {m["msg_type"] for m in ran.messages} == {"status"}


def user_expressions_are_answered(kernel):
    ran = kernel.run("1", SECONDS, user_expressions={"two": "1 + 1"})
    return ran.reply["user_expressions"]["two"]["data"]["text/plain"] == "2"


def history_is_answered(kernel):
    return kernel.ask("history", hist_access_type="tail", n=1, seconds=SECONDS)["msg_type"] == "history_reply"


def dates_have_seconds(kernel):
    return len({str(m["header"]["date"]) for m in kernel.run("Thread.sleep(10);", SECONDS).messages}) > 1


def a_syntax_error_is_invalid(kernel):
    return kernel.ask("is_complete", "int a = ;", seconds=SECONDS)["content"]["status"] == "invalid"


def printing_takes_few_messages(kernel):
    return sum(m["msg_type"] == "stream" for m in kernel.run(lines(1000), SECONDS).messages) < 100


def background_output_keeps_its_cell(kernel):
    first = kernel.send('new Thread(() -> { try { Thread.sleep(2000); } catch (InterruptedException e) { }'
                        ' System.out.println("late"); }).start();')
    kernel.wait(first, SECONDS)
    kernel.send("Thread.sleep(3000);")
    while True:
        m = kernel.client.get_iopub_msg(timeout=SECONDS)
        if m["msg_type"] == "stream":
            return m["parent_header"]["msg_id"] == first


def clear_output_is_at_hand(kernel):
    return any(m["msg_type"] == "clear_output" for m in kernel.run("clearOutput();", SECONDS).messages)


def a_semicolon_silences_a_value(kernel):
    return not kernel.run("var list = new ArrayList<Integer>();\nlist.add(3);", SECONDS).results


def system_exit_leaves_the_kernel_alive(kernel):
    kernel.send("System.exit(0);")
    time.sleep(2)
    return kernel.manager.is_alive()


BEHAVIOURS = {
    "Interrupt stops a plain loop, and nothing runs on": interrupt_stops_a_plain_loop,
    "Run All stops at the first failing cell": run_all_stops_at_an_error,
    "An Error while a value is shown harms no later cell": an_endless_string_is_survived,
    "An error carries its own name": an_error_has_its_own_name,
    "Printing a thousand lines takes few messages": printing_takes_few_messages,
    "A background thread prints into its own cell": background_output_keeps_its_cell,
    "clearOutput() works without an import": clear_output_is_at_hand,
    "A semicolon silences a value": a_semicolon_silences_a_value,
    "System.exit leaves the kernel alive": system_exit_leaves_the_kernel_alive,
    "Silent requests stay silent": silent_is_silent,
    "User expressions are answered": user_expressions_are_answered,
    "History is answered": history_is_answered,
    "A syntax error is told before it is sent": a_syntax_error_is_invalid,
    "Messages are dated to the second": dates_have_seconds,
}


def has(kernel, probe):
    """Whether the kernel shows the probed behaviour; what hangs or fails does not."""
    try:
        return bool(probe(kernel))
    except (Empty, KeyError, TypeError, IndexError, ValueError):
        return False


def stock_has(probe):
    """Whether stock JJava, freshly started, shows the probed behaviour."""
    stock = Kernel("java")
    try:
        return has(stock, probe)
    finally:
        stock.close()
