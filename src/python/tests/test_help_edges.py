"""Help off the path: endless values, names of any language, strings, comments, long texts, a JVM of another language."""

import os
import re
import time

import pytest
from conftest import Kernel
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


@pytest.mark.parametrize("head", [
    "if (", "if (true && ", "while (", "synchronized (", "for (var c : ", "switch (", "return ", "if (String.valueOf(",
    "if (true) { } else if (", "int f(String p) { if (", "class A { void f() { while (", "do { } while (", "int a = 1;\nif (!"])
def test_members_come_after_a_dot_wherever_it_stands(kernel, head):
    kernel.run('String words = "a";')

    reply, _ = complete(kernel, head + "words.len")
    assert reply["matches"] == ["length()"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(head) + 6, len(head) + 9)
    matches = complete(kernel, head + "words.")[0]["matches"]
    assert "length()" in matches and "String" not in matches


@pytest.mark.parametrize("text", [
    '"wor', 'var s = "a wor', "// wor", "int a = 1; // a wor", "/* wor", "/** {@code wor", '"""\nwor', "'w", '"a\\"wor', '"http://wor'])
def test_no_names_come_in_strings_and_comments(kernel, text):
    kernel.run('String words = "a";')

    assert complete(kernel, text)[0]["matches"] == []


@pytest.mark.parametrize("code", [
    "// Math.abs|", "/* Math.abs|( */", "/** {@link Math#abs|} */", "int a = 1; // words| are many", "Math.abs(/* words| */ 1)",
    '"Math.abs| of"', '"words|"', "'M|'", '"""\nMath.abs|', '"words|', 'var s = "a " + "words|";'])
def test_what_a_comment_or_a_text_says_is_no_name(kernel, code):
    kernel.run('String words = "a";')
    at = code.index("|")

    assert not kernel.ask("inspect", code.replace("|", ""), at)["content"]["found"]


def test_the_method_that_takes_a_text_is_shown_inside_the_text(kernel):
    code = 'Integer.parseInt("words 1")'
    assert inspect(kernel, code, code.index("1"))["text/plain"].startswith("int Integer.parseInt(String s")
    assert inspect(kernel, "Math.abs(words.length() /* no */ ")["text/plain"].startswith("int Math.abs(")


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


@pytest.mark.parametrize("text", ['"a" + wor', "/* b */ wor", "'\"' + wor", '"//" + wor', "// a\nwor", '"""\na""" + wor'])
def test_names_come_after_strings_and_comments(kernel, text):
    kernel.run('String words = "a";')

    assert "words" in complete(kernel, text)[0]["matches"]


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


@pytest.mark.parametrize("code, keyword", [
    ("ret", "return"), ("fo", "for"), ("int f() { ret", "return"), ("x = ne", "new"), ("if (true) { } els", "else"),
    ("pub", "public"), ("public sta", "static"), ("class A ext", "extends"), ("x inst", "instanceof"), ("f(tru", "true"),
    ("import sta", "static"), ("try { } cat", "catch"), ("int a = 1;\nwhi", "while")])
def test_keywords_come_where_one_may_stand(kernel, code, keyword):
    assert complete(kernel, code)[1].get(keyword) == "keyword"


@pytest.mark.parametrize("code", ["Math.ne", "Math.fo", "x = retu", "f(whil", "var s = 1 + clas"])
def test_keywords_stay_away_elsewhere(kernel, code):
    assert "keyword" not in complete(kernel, code)[1].values()


@pytest.mark.parametrize("code", [
    'var s = "' + "a" * 1906 + '";', 'var s = "' + "\\n" * 4000 + '";', "x" * 20_000, "(" * 3_000, '"""\n' + "a\n" * 3000 + '"""',
    "/*" + "*" * 20_000, "1" + "+1" * 5_000, "a." * 5_000, "?" * 2_000, "größe" * 2_000 + "?", "\U0001F600" * 500])
def test_long_texts_get_their_replies(kernel, code):
    for request in (("is_complete", code), ("inspect", code, len(code)), ("complete", code, len(code))):
        reply = kernel.ask(*request)["content"]
        assert reply["status"] != "error" and "StackOverflow" not in str(reply)
    assert kernel.run("1 + 1").text == "2"


HINTS = {
    "JTable t = null;": ("cannot find class JTable", "    import javax.swing.JTable;"),
    'var greeting = "hello";\ngreeting.lenght()': ("cannot find method lenght() in String", "Did you mean length?"),
    "größe1 = 3": ("cannot find variable größe1", "var größe1 = …;"),
    "int größe = 1;\ngröß + 1": ("cannot find variable größ", "Did you mean größe?"),
    "import java.utl.List;": ("package java.utl does not exist", "Did you mean java.util.List"),
    "import numpy as np": ("", "Nd4j is imported"),
    "enum Own { ALPHA, BETA }\nOwn.ALPAH": ("cannot find variable ALPAH in Own", "Did you mean ALPHA?"),
    "enum E2 { A }\nE2.C": ("cannot find variable C in E2", ""),
    "float f = 0.1;": ("possible lossy conversion from double to float", "Write the number as a float"),
    'List.of("a").forEach(p -> Files.readString(Path.of(p)));': ("unreported exception IOException", "catch (IOException e)"),
    "class Taker { void take(Taker t) { } void take(int n) { } }\nnew Taker().take(\"x\")": (
        "no suitable method found for take(String)", "method Taker.take(Taker) is not applicable"),
}


def check_hints(kernel):
    for code, (message, hint) in HINTS.items():
        ran = kernel.run(code)
        text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(ran.error["traceback"]))
        assert message in text and hint in text and "REPL" not in text and "org.checker" not in text


def test_hints_name_the_readers_own_things(kernel):
    check_hints(kernel)


@pytest.mark.parametrize("options", [
    "-Duser.language=zh -Duser.country=CN -Dfile.encoding=US-ASCII", "-Duser.language=ja"])
def test_hints_are_the_same_in_every_language_of_the_jvm(options):
    other = Kernel(env={**os.environ, "JAVA_TOOL_OPTIONS": options})
    try:
        check_hints(other)
    finally:
        other.close()
