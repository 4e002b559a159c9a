"""Lines that begin with a percent sign, and the notices about what a cell redefined."""

import re
import subprocess

import pytest
from lesson import jdk


def seconds(text):
    """Reads `wall time: 1.23 s` or `45.6 ms`."""
    value, unit = re.search(r"wall time: ([\d.]+) (s|ms|µs)", text).groups()
    return float(value) * {"s": 1, "ms": 1e-3, "µs": 1e-6}[unit]


def test_time_of_a_line_is_printed_before_its_value(kernel):
    ran = kernel.run("int before = 1;\n%time Thread.sleep(300)\n%time before + 41")

    first, second = ran.printed().splitlines()
    assert 0.3 <= seconds(first) < 10
    assert second.startswith("CPU time: ")
    assert ran.text == "42"


def test_time_of_a_cell_counts_all_threads(kernel):
    ran = kernel.run(
        "%%time\nlong busy = 500_000_000L;\n"
        "IntStream.range(0, 2).parallel().forEach(i -> { long end = System.nanoTime() + busy; while (System.nanoTime() < end) { } });\n\"done\""
    )

    assert seconds(ran.printed()) >= 0.5 and ran.text == "done"
    assert not ran.printed().startswith("CPU time: 0 µs")


def test_an_error_in_a_timed_cell_keeps_its_name_and_line(kernel):
    ran = kernel.run('%%time\nint a = 3;\nthrow new IllegalStateException("no");')

    assert (ran.error["ename"], ran.error["evalue"]) == ("IllegalStateException", "no")
    assert '→ 3  throw new IllegalStateException("no");' in "\n".join(ran.error["traceback"])


def test_a_percent_sign_inside_code_is_no_magic(kernel):
    assert kernel.run('"""\n%time flies\n"""').text == "%time flies\n"
    assert kernel.run("int rest = 17\n  % 5;\nrest").text == "2"


def test_an_unknown_magic_names_the_nearest(kernel):
    ran = kernel.run("\n%tiem 1 + 1")

    assert ran.error["ename"] == "UnknownMagic"
    assert ran.error["evalue"] == "there is no %tiem. Did you mean %time? %help explains them all."
    assert "→ 2  %tiem 1 + 1" in "\n".join(ran.error["traceback"])
    assert "There is %backend, %classpath, " in kernel.run("%xyzzy").error["evalue"]


def test_who_lists_variables_with_type_and_shape(fresh_kernel):
    assert fresh_kernel.run("%who").displays[0]["data"]["text/plain"] == "There are no variables yet."
    fresh_kernel.run('var x = Nd4j.ones(3, 4);\nint n = 7;\nString name = "a <b>";\nList<Integer> all = List.of(1, 2);')

    shown = fresh_kernel.run("%who\n1 + 1").displays[0]["data"]

    assert shown["text/plain"].splitlines() == [
        "name  type           value",
        "x     INDArray       FLOAT [3, 4]",
        "n     int            7",
        'name  String         "a <b>"',
        "all   List<Integer>  (#2) [1, 2]",
    ]
    assert "&lt;b&gt;" in shown["text/html"]


def test_backend_says_what_computes(kernel):
    text = kernel.run("%backend").displays[0]["data"]["text/plain"]

    assert re.search(r"ND4J backend +CpuBackend", text)
    assert re.search(r"binary +\w+-\w+ \((AVX2|AVX-512|generic)\b", text)
    assert re.search(r"BLAS +OPENBLAS", text) and re.search(r"threads +\d+ on \d+ core", text)
    assert re.search(r"heap [\d.]+ [GM]B of [\d.]+ [GM]B", text) and re.search(r"off heap\) +[\d.]+ [GM]B of [\d.]+ GB", text)


def test_help_names_every_magic(kernel):
    text = kernel.run("%help").displays[0]["data"]["text/plain"]

    for name in ("%time", "%%time", "%who", "%backend", "%maven", "%classpath", "%load", "name??"):
        assert name in text


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A small jar with one class, as a reader's own dependency."""
    folder = tmp_path_factory.mktemp("library")
    source = folder / "own" / "Doubler.java"
    source.parent.mkdir()
    source.write_text("package own;\npublic class Doubler { public static int twice(int n) { return 2 * n; } }\n")
    tools = jdk.find().home / "bin"
    subprocess.run([tools / "javac", "--release", "17", "-d", folder / "classes", source], check=True)
    subprocess.run([tools / "jar", "cf", folder / "doubler.jar", "-C", folder / "classes", "."], check=True)
    return folder / "doubler.jar"


def test_classpath_adds_a_readers_own_jar_which_imports_then_know(kernel, library):
    kernel.run(f"%classpath {library}")

    kernel.client.complete("new Doubler", 11)
    while (reply := kernel.client.get_shell_msg(timeout=60))["msg_type"] != "complete_reply":
        pass
    assert reply["content"]["matches"] == ["own.Doubler"]
    assert "import own.Doubler;" in "\n".join(kernel.run("Doubler.twice(4)").error["traceback"])
    assert kernel.run("import own.Doubler;\nDoubler.twice(21)").text == "42"


def test_maven_adds_an_artefact_of_a_repository(fresh_kernel, library, tmp_path):
    place = tmp_path / "org" / "example" / "doubler" / "1.0"
    place.mkdir(parents=True)
    (place / "doubler-1.0.jar").write_bytes(library.read_bytes())
    (place / "doubler-1.0.pom").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>"
        "<artifactId>doubler</artifactId><version>1.0</version></project>"
    )

    ran = fresh_kernel.run(f"%maven --from={tmp_path.as_uri()} org.example:doubler:1.0")

    assert ran.status == "ok", ran.error
    assert fresh_kernel.run("own.Doubler.twice(21)").text == "42"


def test_redefining_a_class_says_which_variables_are_gone(kernel):
    cell = kernel.run(
        "record Point(int x) { }\nvar corner = new Point(3);\nFunction<Point, Integer> xOf = p -> p.x();"
    ).reply["execution_count"]
    assert kernel.run("record Point(int x) { }").printed("stderr") == ""

    ran = kernel.run("record Point(int x, int y) { }")

    assert ran.printed("stderr") == (
        f"Defining Point anew removed corner and reset xOf. To have them again, run cell {cell}.\n"
    )


def test_a_lambda_runs_a_method_as_it_is_now(kernel):
    kernel.run("int step(int n) { return n + 1; }\nIntUnaryOperator go = n -> step(n);")

    ran = kernel.run("int step(int n) { return n + 100; }")

    assert ran.printed("stderr") == ""
    assert kernel.run("go.applyAsInt(1)").text == "101"
