"""./lesson bench: what it writes, and that a workload which dies takes no other with it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lesson import bench, bench_answers, bench_cells, bench_kernels, bench_sides, bench_table
from lesson.say import Problem

ROOT = Path(__file__).parents[3]
ANSWERS = """
import json, sys
for name in sys.stdin:
    if name.strip() == "bad":
        sys.exit(1)
    print(json.dumps({"ms": 2.0, "results": [1.0]}), flush=True)
"""


def test_ours_alone_is_measured_and_written_as_the_peers_would_be():
    command = [sys.executable, ROOT / "src/python", "bench", "--no-peers", "--rounds", "1", "custom-loss-10", "png-sample"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    rows = json.loads((ROOT / "target" / "bench.json").read_text())
    assert [row["peer"] for row in rows] == ["PyTorch loop", "torchvision"]
    for row in rows:
        assert list(row) == ["workload", "ours_ms", "peer", "peer_ms", "ratio", "target", "unit", "limit", "most", "jdk"]
        assert [*row["jdk"].values()] == [row["ours_ms"]]
        assert row["ours_ms"] > 0 and row["target"] > 0
        assert row["peer_ms"] is None and row["ratio"] is None
    # a small net's products are a part of its step; reading pictures has none
    assert rows[0]["limit"] > 0 and rows[1]["limit"] is None


# a new kernel's first answer has the start of the library in it, on a busy machine several seconds
@pytest.mark.parametrize(("name", "most"), [
    ("cell", 5_000), ("tab", 5_000), ("first-chart", 20_000),
    *(pytest.param(name, most, marks=pytest.mark.long) for name, most in {"slider": 5_000, "lines": 20_000, "first-table": 20_000}.items()),
])
def test_what_a_reader_waits_for_is_measured_over_the_protocol(name, most, monkeypatch):
    work = next(work for work in bench_table.workloads() if work.name == name)
    monkeypatch.setattr(bench_answers, "CELLS", {"ours": (5, 5)})
    monkeypatch.setattr(bench_cells, "QUESTIONS", {"ours": (2, 2)})
    monkeypatch.setattr(bench_cells, "OPEN_SECONDS", 0)

    bench_kernels.measure(work, None, {})

    assert work.problem == "" and len(work.ours) == 1 and 0 < work.ours[0] < most and work.peers == []


def test_a_workload_that_dies_ends_alone():
    side = bench_sides.Side([sys.executable, "-c", ANSWERS])
    try:
        assert side.run("good") == (2.0, [1.0])
        with pytest.raises(Problem, match="The workload bad ended its process"):
            side.run("bad")
        assert side.run("good") == (2.0, [1.0])
    finally:
        side.close()


def test_a_workload_without_figures_is_a_line_too():
    work = bench_table.Workload("bad", "a workload", "PyTorch", 1.0, problem="It ended.")

    assert work.row() == {"workload": "a workload", "ours_ms": None, "peer": "PyTorch", "peer_ms": None,
                          "ratio": None, "target": 1.0, "unit": "ms", "limit": None, "most": None, "jdk": {}}


def test_the_ratio_is_that_of_the_best_rounds():
    work = bench_table.Workload("w", "a workload", "PyTorch", 1.0, steps=2, ours=[30.0, 20.0], peers=[50.0, 40.0])

    row = work.row()

    assert (row["ours_ms"], row["peer_ms"], row["ratio"]) == (10.0, 20.0, 0.5)


def test_a_line_can_have_what_it_may_take_at_all():
    work = bench_table.Workload("w", "a workload", "PyTorch", most=500, ours=[400.0], peers=[10.0])

    assert not bench_table.missed(work.row())
    work.ours = [501.0]
    assert bench_table.missed(work.row())


def test_two_lines_of_ours_are_compared():
    small = bench_table.Workload("small", "once", "PyTorch", ours=[8.0])
    each = bench_table.Workload("each", "a tenth", "Lesson4j", 1.05, part_of="large", beside="small", ours=[10.0])

    bench.compose([small, each])

    assert each.row()["ratio"] == 1.25 and bench_table.missed(each.row())


def test_a_process_is_watched_at_its_largest():
    large = "import sys, time, json\nfor name in sys.stdin:\n    x = bytearray(200 * 2**20)\n    time.sleep(0.5)\n    del x\n"
    side = bench_sides.Side([sys.executable, "-c", large + '    print(json.dumps({"ms": 1, "results": []}), flush=True)'])
    try:
        peaks = []
        with side.watched(peaks):
            side.run("w")
        assert 200 < peaks[0] < 300
    finally:
        side.close()


def test_workloads_that_a_line_is_made_of_run_too():
    names = [work.name for work in bench.choose(["cnn-64-memory", "repeated-each"])]

    assert names == ["784-50-10-256", "repeated", "repeated-each", "cnn-64-predict", "cnn-64-memory"]


def test_other_results_are_a_problem_that_names_whom():
    work = bench_table.Workload("w", "a workload", "PyTorch", 1.0)
    sides = [bench_sides.Side([sys.executable, "-c", ANSWERS.replace("1.0", result)]) for result in ("1.0", "1.0", "1.5")]
    try:
        bench.round_of(work, sides[:2], {25: sides[2]})
    finally:
        for side in sides:
            side.close()

    assert work.problem == "ours computed [1.0], Java 25 [1.5]"
