"""What a cell prints and shows: whole, in order, in few messages, and under the cell that it belongs to."""


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


def test_a_flood_is_shortened_and_says_how_to_see_all(kernel):
    ran = kernel.run('for (int i = 0; i < 2_000_000; i++) System.out.println("line " + i);', 120)

    text = ran.printed()
    assert text.startswith("line 0\nline 1\n") and text.endswith("line 1999999\n")
    assert 3_900_000 < len(text) < 4_200_000
    assert "lines left out here: a cell shows 4 MB of text. Write long output to a file" in text


def test_a_flood_stays_below_the_rates_at_which_jupyter_drops_messages(kernel):
    ran = kernel.run('for (int i = 0; i < 60_000; i++) System.out.println("x".repeat(59));', 120)

    sent = [(m["header"]["date"].timestamp(), len(m["content"]["text"]))
            for m in ran.messages if m["msg_type"] == "stream"]
    assert sum(size for _, size in sent) == 3_600_000
    for start, _ in sent:
        assert sum(size for at, size in sent if start <= at < start + 3) < 3_000_000


def test_a_long_result_is_shortened(kernel):
    text = kernel.run('"x".repeat(20_000_000)', 120).text

    assert len(text) < 4_100_000 and "16000000 characters left out here" in text


def test_clear_output_is_at_hand_and_keeps_its_place(kernel):
    ran = kernel.run('System.out.println("old"); clearOutput(true); System.out.println("new"); clearOutput();')

    kinds = [(m["msg_type"], m["content"].get("wait")) for m in ran.messages if m["msg_type"] in ("stream", "clear_output")]
    assert kinds == [("stream", None), ("clear_output", True), ("stream", None), ("clear_output", False)]


def test_a_background_thread_prints_into_the_cell_that_started_it(kernel):
    first = kernel.send("""
        var go = new CountDownLatch(1); var done = new CountDownLatch(1);
        new Thread(() -> { try { go.await(); } catch (InterruptedException e) { }
            System.out.println("from the first"); show("shown by the first"); done.countDown(); }).start();""")
    kernel.wait(first)
    second = kernel.send('go.countDown(); done.await(); System.out.println("from the second"); Thread.sleep(300);')

    found, idle = {}, False
    while not (idle and len(found) == 3):
        m = kernel.client.get_iopub_msg(timeout=60)
        if m["msg_type"] == "stream":
            found[m["content"]["text"]] = m["parent_header"]["msg_id"]
        elif m["msg_type"] == "display_data":
            found[m["content"]["data"]["text/plain"]] = m["parent_header"]["msg_id"]
        idle = idle or m["msg_type"] == "status" and m["content"]["execution_state"] == "idle"

    assert found == {"from the first\n": first, "shown by the first": first, "from the second\n": second}


def test_parallel_streams_print_into_the_running_cell(kernel):
    code = 'IntStream.range(0, 64).parallel().forEach(i -> System.out.println(i));'
    kernel.run(code)

    ran = kernel.run(code)

    assert ran.status == "ok"
    assert sorted(map(int, ran.printed().split())) == list(range(64))
