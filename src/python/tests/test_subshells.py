"""Subshells (Jupyter's enhancement proposal 91): a second queue of requests, answered while a cell runs."""

import time

import pytest


def control(kernel, name, **content):
    message = kernel.client.session.msg(f"{name}_request", content)
    kernel.client.control_channel.send(message)
    while True:
        reply = kernel.client.get_control_msg(timeout=30)
        if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            assert reply["msg_type"] == f"{name}_reply"
            return reply["content"]


@pytest.fixture
def subshell(kernel):
    made = control(kernel, "create_subshell")
    assert made["status"] == "ok"
    yield made["subshell_id"]
    control(kernel, "delete_subshell", subshell_id=made["subshell_id"])


def ask_on(kernel, subshell, name, **content):
    message = kernel.client.session.msg(f"{name}_request", content)
    message["header"]["subshell_id"] = subshell
    kernel.client.shell_channel.send(message)
    return message["header"]["msg_id"]


def reply_to(kernel, message, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        reply = kernel.client.get_shell_msg(timeout=seconds)
        if reply["parent_header"].get("msg_id") == message:
            return reply
    raise AssertionError("no reply")


def test_the_kernel_says_that_it_has_them(kernel):
    info = kernel.ask("kernel_info")["content"]

    assert "kernel subshells" in info["supported_features"]
    assert info["protocol_version"] == "5.5"


def test_they_are_made_listed_and_deleted(kernel):
    before = control(kernel, "list_subshell")["subshell_id"]
    one, two = (control(kernel, "create_subshell")["subshell_id"] for _ in range(2))

    assert sorted([*before, one, two]) == sorted(control(kernel, "list_subshell")["subshell_id"])
    assert control(kernel, "delete_subshell", subshell_id=one) == {"status": "ok"}
    assert one not in control(kernel, "list_subshell")["subshell_id"]
    again = control(kernel, "delete_subshell", subshell_id=one)
    assert again["status"] == "error" and one in again["evalue"] and two in again["evalue"]
    assert control(kernel, "delete_subshell", subshell_id=None)["status"] == "error"
    control(kernel, "delete_subshell", subshell_id=two)


def test_a_request_on_a_subshell_is_answered_while_a_cell_runs(kernel, subshell):
    running = kernel.send("Thread.sleep(3000); 1")
    time.sleep(0.5)

    for ask in ("kernel_info", "comm_info"):
        start = time.monotonic()
        assert reply_to(kernel, ask_on(kernel, subshell, ask))["content"]["status"] == "ok"
        assert time.monotonic() - start < 1.5
    assert kernel.wait(running).text == "1"


def test_requests_without_one_keep_their_order_behind_the_cell(kernel):
    running = kernel.send("Thread.sleep(700); 1")
    asked = kernel.client.kernel_info()

    order = []
    while len(order) < 2:
        order.append(kernel.client.get_shell_msg(timeout=30)["parent_header"]["msg_id"])
    assert order == [running, asked]


def test_a_cell_on_a_subshell_waits_for_the_one_that_runs(kernel, subshell):
    kernel.send("Thread.sleep(1000); var first = System.nanoTime();")
    time.sleep(0.2)

    cell = ask_on(kernel, subshell, "execute", code="System.nanoTime() > first", silent=False, store_history=False,
                  user_expressions={"later": "System.nanoTime() > first"}, allow_stdin=False, stop_on_error=True)

    reply = reply_to(kernel, cell)["content"]
    assert reply["status"] == "ok" and reply["user_expressions"]["later"]["data"]["text/plain"] == "true"


def test_what_a_failed_cell_calls_off_is_the_main_shells_only(kernel, subshell):
    kernel.send("Thread.sleep(500); throw new Exception();")
    time.sleep(0.1)
    aside = ask_on(kernel, subshell, "execute", code="1", silent=False, store_history=False, user_expressions={},
                   allow_stdin=False, stop_on_error=True)
    behind = kernel.send("2")

    replies = {}
    while len(replies) < 2:
        reply = kernel.client.get_shell_msg(timeout=30)
        if (asked := reply["parent_header"]["msg_id"]) in (aside, behind):
            replies[asked] = reply["content"]["status"]
    assert replies == {aside: "ok", behind: "aborted"}


def test_a_subshell_that_is_gone_is_answered_by_the_main_shell(kernel):
    assert reply_to(kernel, ask_on(kernel, "gone", "kernel_info"))["content"]["status"] == "ok"


def test_what_a_request_causes_names_its_subshell_as_it_came(kernel, subshell):
    asked = ask_on(kernel, subshell, "kernel_info")

    assert reply_to(kernel, asked)["parent_header"]["subshell_id"] == subshell
    status = kernel.client.get_iopub_msg(timeout=30)
    while status["parent_header"].get("msg_id") != asked:
        status = kernel.client.get_iopub_msg(timeout=30)
    assert status["parent_header"]["subshell_id"] == subshell
    assert "subshell_id" not in kernel.ask("kernel_info")["parent_header"]
