"""The public conformance suite, jupyter_kernel_test, with every hook set; and what the protocol says beyond it."""

import re
from datetime import datetime

import jupyter_kernel_test
import pytest


class ConformanceTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java-lesson4j"
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world")'
    code_stderr = 'System.err.println("oh")'
    completion_samples = [{"text": "Mat"}, {"text": "Math.sq", "matches": {"sqrt("}}]
    complete_code_samples = ["1", 'System.out.println("hello, world");', "int twice(int n) {\n  return 2 * n;\n}", "%time 1 + 1"]
    incomplete_code_samples = ["int twice(int n) {", "Math.max(1,", "/* a comment"]
    invalid_code_samples = ["int a = ;", "1 +* 2", "}"]
    code_generate_error = 'throw new IllegalStateException("no")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + 1', "result": "a1"},
        {"code": "Nd4j.ones(2)"},
    ]
    code_display_data = [
        {"code": 'show("seen")', "mime": "text/plain"},
        {"code": "show(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB))", "mime": "image/png"},
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "String"
    code_clear_output = "clearOutput()"


def test_dates_tell_seconds_and_the_offset(kernel):
    ran = kernel.run("1")

    dates = [m["header"]["date"] for m in ran.messages]
    assert all(isinstance(date, datetime) and date.tzinfo for date in dates)
    assert len({date.microsecond for date in dates}) > 1


def test_a_silent_cell_shows_and_counts_nothing(kernel):
    before = kernel.run("1").reply["execution_count"]

    ran = kernel.run('System.out.println("quiet"); show("quiet"); 7', silent=True)

    assert {m["msg_type"] for m in ran.messages} == {"status"}
    assert ran.status == "ok" and kernel.run("1").reply["execution_count"] == before + 1


def test_a_cell_without_history_is_not_counted_nor_kept(kernel):
    before = kernel.run("1").reply["execution_count"]

    assert kernel.run("2 + 1", store_history=False).text == "3"

    history = kernel.ask("history", hist_access_type="tail", n=1)["content"]["history"]
    assert [entry[1:] for entry in history] == [[before, "1"]]
    assert kernel.run("1").reply["execution_count"] == before + 1


def test_user_expressions_give_values_and_errors(kernel):
    ran = kernel.run("int half = 21;", user_expressions={"twice": "2 * half", "none": "half / 0"})

    values = ran.reply["user_expressions"]
    assert values["twice"]["status"] == "ok" and values["twice"]["data"]["text/plain"] == "42"
    assert values["none"]["status"] == "error" and values["none"]["ename"] == "ArithmeticException"


@pytest.mark.parametrize("kind", ["kernel_info", "comm_info"])
def test_every_reply_says_its_status(kernel, kind):
    assert kernel.ask(kind)["content"]["status"] == "ok"


def test_a_request_that_cannot_be_handled_gets_an_error_reply(kernel):
    reply = kernel.ask("complete", "Math.", 99)

    assert reply["content"]["status"] in ("ok", "error")
    assert kernel.run("1 + 1").text == "2"


def test_a_message_that_cannot_be_read_harms_nothing(kernel):
    session = kernel.client.session
    broken = session.msg("history_request", {"hist_access_type": "sideways"})
    kernel.client.shell_channel.send(broken)
    kernel.client.shell_channel.send(session.msg("unheard_of_request", {}))

    assert kernel.run("1 + 1").text == "2"


def answer(kernel, code, *lines):
    """Runs a cell that asks, and gives it the lines."""
    message = kernel.send(code, allow_stdin=True)
    for line in lines:
        assert kernel.client.get_stdin_msg(timeout=30)["msg_type"] == "input_request"
        kernel.client.input(line)
    return kernel.wait(message)


def test_a_cell_reads_lines_from_the_reader(kernel):
    ran = answer(kernel, "var in = new Scanner(System.in); in.nextLine() + in.nextInt()", "größe ", "4")

    assert ran.text == "größe 4"
    assert answer(kernel, "new Scanner(System.in).nextLine()", "again").text == "again"


def test_asking_where_nobody_can_answer_says_so(kernel):
    ran = kernel.run("new Scanner(System.in).nextLine()", allow_stdin=False)

    assert ran.error["ename"] == "IllegalStateException" and "nobody can answer" in ran.error["evalue"]


def test_an_interrupt_ends_the_wait_for_input(kernel):
    message = kernel.send("new Scanner(System.in).nextLine()", allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=30)

    kernel.manager.interrupt_kernel()

    assert kernel.wait(message).error["ename"] == "Interrupted"
    assert answer(kernel, "new Scanner(System.in).nextLine()", "next").text == "next"


def test_the_banner_and_language_are_java(kernel):
    info = kernel.ask("kernel_info")["content"]

    assert re.match(r"\d+", info["language_info"]["version"]) and "java" in info["banner"].lower()
