"""Help off the path: endless values, names of any language, strings, comments, long texts, a JVM of another language."""

import os
import re
import time

import pytest
from test_help import complete, inspect

ENDLESS = 'class Odd{} {{ public String toString() {{ {} }} }}\nvar odd{} = new Odd{}();'
BODIES = {
    "never ends": "while (true) { }",
    "sleeps for ever": 'try { while (true) Thread.sleep(1000); } catch (InterruptedException e) { return "woken"; }',
    "throws": 'throw new IllegalStateException("no");',
    "calls itself": "return toString();",
    "is null": "return null;",
    "prints": 'System.out.println("PRINTED"); return "a";',
    "is huge": 'return "x".repeat(200_000_000);',
}


@pytest.mark.parametrize("number, body", list(enumerate(BODIES.values())), ids=list(BODIES))
def test_a_value_that_does_not_answer_holds_nothing_up(kernel, number, body):
    kernel.run(ENDLESS.format(number, body, number, number))
    start = time.monotonic()

    text = inspect(kernel, f"odd{number}")["text/plain"]

    assert text.startswith(f"Odd{number} odd{number} = ")
    assert inspect(kernel, "Math.abs(")["text/plain"].startswith("int Math.abs(")
    ran = kernel.run("%who")
    assert f"odd{number}" in ran.displays[0]["data"]["text/plain"]
    assert "PRINTED" not in ran.printed() and kernel.run("1 + 1").text == "2"
    assert time.monotonic() - start < 20
    kernel.run(f"odd{number} = null;")


def test_names_are_those_of_any_language(kernel):
    kernel.run("int größe = 3;\nint Zähler = 4;\nclass Größe { int müller(int höhe) { return 1; } }\nint 数 = 5;\nint 𝒳 = 6;")

    for name, value in (("größe", 3), ("Zähler", 4), ("数", 5), ("𝒳", 6)):
        assert inspect(kernel, name)["text/plain"] == f"int {name} = {value}"
        assert inspect(kernel, f"1 + {name}")["text/plain"] == f"int {name} = {value}"
        asked = kernel.run(f"{name}?")
        assert asked.status == "ok" and asked.displays[0]["data"]["text/plain"] == f"int {name} = {value}"
        assert name in complete(kernel, name)[0]["matches"]
    assert "müller(int höhe)" in inspect(kernel, "new Größe().müller(")["text/plain"]
    reply, _ = complete(kernel, "new Größe().mü")
    assert reply["matches"] == ["müller("] and (reply["cursor_start"], reply["cursor_end"]) == (12, 14)
    assert complete(kernel, "new Grö")[0]["matches"] == ["Größe()"]


def test_who_does_not_wait_for_each_endless_value(fresh_kernel):
    fresh_kernel.run("class Odd { public String toString() { while (true) { } } }")
    for i in range(6):
        fresh_kernel.run(f"var odd{i} = new Odd(); int n{i} = {i};")

    ran = fresh_kernel.run("%who")

    assert ran.seconds < 5
    text = ran.displays[0]["data"]["text/plain"]
    for i in range(6):
        assert f"odd{i}" in text and re.search(rf"n{i}\s.*int\s.*{i}", text)
    assert "does not end" in text and "not asked" in text


@pytest.fixture
def folder(kernel, tmp_path):
    for name in ("one", "two words", "übung", ".hidden"):
        (tmp_path / name).mkdir()
    for name in ("one.csv", 'quo"te.txt', "back\\slash.txt", "two words/a.txt"):
        (tmp_path / name).write_text("")
    kernel.run(f'Path folder = Path.of("{tmp_path}");')
    return tmp_path


def test_a_path_in_a_string_is_completed(kernel, folder):
    for before in ('Path.of("', 'new File("', 'Digits.readCsv("', 'var p = "', 'Files.readString(Path.of("'):
        start = f"{before}{folder}/"
        reply, kinds = complete(kernel, start + "on")
        assert kinds == {f"{folder}/one": "path"} or set(kinds) == {f"{folder}/one/", f"{folder}/one.csv"}
        assert (reply["cursor_start"], reply["cursor_end"]) == (len(before), len(start) + 2)
        assert complete(kernel, start + "zz")[0]["matches"] == []
    names = [m[len(str(folder)) + 1:] for m in complete(kernel, f'Path.of("{folder}/')[0]["matches"]]
    assert set(names) == {"one/", "one.csv", "two words/", "übung/", 'quo\\"te.txt', "back\\\\slash.txt"}
    assert complete(kernel, f'Path.of("{folder}/.h')[0]["matches"] == [f"{folder}/.hidden/"]
    assert complete(kernel, f'Path.of("{folder}/two words/')[0]["matches"] == [f"{folder}/two words/a.txt"]
    assert complete(kernel, 'folder.resolve("üb')[0]["matches"] == ["übung/"]


def test_relative_paths_and_home_are_completed(kernel):
    here = {name + ("/" if os.path.isdir(name) else "") for name in os.listdir() if not name.startswith(".")}

    assert set(complete(kernel, 'Path.of("')[0]["matches"]) == here
    assert set(complete(kernel, 'var p = "./')[0]["matches"]) == {"./" + name for name in here}
    home = os.path.expanduser("~/")
    assert all(m.startswith(home) for m in complete(kernel, 'var p = "~/')[0]["matches"])
    assert complete(kernel, 'var p = "')[0]["matches"] == []
    assert complete(kernel, 'Path.of("\\0')[0]["matches"] == []


@pytest.mark.parametrize("code", [
    'var s = "' + "a" * 1906 + '";', 'var s = "' + "\\n" * 4000 + '";', "x" * 20_000, "(" * 3_000, '"""\n' + "a\n" * 3000 + '"""',
    "/*" + "*" * 20_000, "1" + "+1" * 5_000, "a." * 5_000, "?" * 2_000, "größe" * 2_000 + "?", "\U0001F600" * 500])
def test_long_texts_get_their_replies(kernel, code):
    for request in (("is_complete", code), ("inspect", code, len(code)), ("complete", code, len(code))):
        reply = kernel.ask(*request)["content"]
        assert reply["status"] != "error" and "StackOverflow" not in str(reply)
    assert kernel.run("1 + 1").text == "2"
