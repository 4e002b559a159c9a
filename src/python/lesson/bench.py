"""Measures ours and the peers side by side, in turns, on the same work; writes target/bench.json."""

import contextlib
import json
import math
import time

from . import bench_kernels, bench_sides, environment
from .bench_table import LOOP, show, workloads
from .places import TARGET
from .say import Problem, step

PAUSE = 0.03
TURN = ("", ", again", ", once more")  # how often to go through all workloads, and how a reader is told
TURNS = len(TURN)
SHORT = 145  # milliseconds, for each round that is asked for


def run(java, place, names, rounds, with_peers, busy=False):
    """Measures the workloads whose names begin with one of `names`; returns 1 when results disagree."""
    chosen = choose(names)
    if not chosen:
        raise Problem(f"No workload is called {names[0]}.", "There are: " + ", ".join(w.name for w in workloads()))
    begun = time.monotonic()
    peer_python = environment.peers() if with_peers else None
    if any(w.name not in bench_kernels.WORKLOADS for w in chosen):
        bench_sides.compile_ours(java, place)
    places = bench_sides.other_jdks(java, place) if any(w.each_jdk for w in chosen) else {}
    with bench_sides.busy_core() if busy else contextlib.nullcontext():
        _measure(chosen, java, place, peer_python, places, rounds)
    rows = [work.row() for work in chosen]
    (TARGET / ("bench-busy.json" if busy else "bench.json")).write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    show(rows)
    print(bench_sides.versions(java, place, peer_python))
    print(f"measured in {time.monotonic() - begun:.0f} s")
    problems = [f"{w.title}: {w.problem}" for w in chosen if w.problem]
    print("\n".join(["", *problems]) if problems else "\nAll results agree." if with_peers else "")
    return 1 if problems else 0


def choose(names):
    """Returns the workloads whose names begin so, and those that their lines are made of."""
    everything = workloads()
    chosen = {w.name for w in everything if not names or any(w.name.startswith(name) for name in names)}
    chosen |= {name for w in everything if w.name in chosen for name in (w.peak_of, w.part_of, w.beside)}
    return [w for w in everything if w.name in chosen]


def _measure(chosen, java, place, peer_python, places, rounds):
    """Goes three times through all of them: a minute in which the machine is slow spoils no line of the table."""
    with bench_sides.sides(place, peer_python, places) as (pair, others):
        for turn in range(TURNS):
            for work in chosen:
                work.jdk = java.version
                in_kernel = work.name in bench_kernels.WORKLOADS
                if work.part_of or work.peak_of or work.once and turn >= (work.once if in_kernel else 1):
                    continue
                with step(work.title + TURN[turn]) as progress:
                    if in_kernel:
                        bench_kernels.measure(work, peer_python, places)
                    elif work.alone:
                        _alone(work, chosen, place, peer_python, rounds, progress)
                    else:
                        _rounds(work, pair, others if work.each_jdk else {}, rounds, progress, turn)
                        if turn == TURNS - 1 and work.peer == LOOP and not work.problem:
                            work.limit = pair[0].run(f"limit {work.name}")[0]
    compose(chosen)


def _alone(work, chosen, place, peer_python, rounds, progress):
    """Measures in processes of their own, which take their memory with them when they end: in the first round how much."""
    memory = next((w for w in chosen if w.peak_of == work.name), None)
    part = next((w for w in chosen if w.part_of == work.name), None)
    with bench_sides.sides(place, peer_python) as (pair, _):
        if memory:
            with contextlib.ExitStack() as watches:
                for side, peaks in zip(pair, (memory.ours, memory.peers), strict=False):
                    watches.enter_context(side.watched(peaks))
                _rounds(work, pair, {}, 1, progress, 0)
        if not work.problem:
            _rounds(work, pair, {}, rounds, progress, 0)
        if part and not work.problem:
            part.ours.append(pair[0].run(f"part {work.name}")[0])


def compose(chosen):
    """Fills in the lines that compare two others of ours."""
    by_name = {work.name: work for work in chosen}
    for work in chosen:
        if work.ours and work.beside in by_name:
            work.peers = by_name[work.beside].ours


def _rounds(work, pair, others, rounds, progress, turn):
    """Runs this turn's share of the rounds. What is short gets more, so that a slow second of the machine counts less."""
    try:
        if not work.ours and not work.once:
            for _ in range(work.warm):
                round_of(work, pair, others)
            work.ours, work.peers, work.others = [], [], {}
        least = min(work.once, rounds) or (rounds + TURNS - 1 - turn) // TURNS
        begun, done = sum(work.ours + work.peers), len(work.ours) if work.once else 0
        while done < least or not work.once and done < 10 * rounds and sum(work.ours + work.peers) - begun < SHORT * rounds:
            done += 1
            progress.at(f"round {done}")
            round_of(work, pair, others)
    except Problem as problem:
        work.problem = str(problem)


def round_of(work, pair, others):
    """Runs the workload once on each side, and leaves a pause: OpenMP's threads wait in a loop for some time."""
    answers = [_run(side, work.name) for side in pair]
    for times, (ms, _) in zip((work.ours, work.peers), answers, strict=False):
        times.append(ms)
    for version, side in others.items():
        answer = _run(side, work.name)
        work.others.setdefault(version, []).append(answer[0])
        _compare(work, [answers[0][1], answer[1]], f"Java {version}")
    if len(answers) == 2:
        _compare(work, [results for _, results in answers], "the peer")


def _run(side, name):
    time.sleep(PAUSE)
    return side.run(name)


def _compare(work, results, whom):
    ours, others = results
    if not all(math.isclose(a, b, rel_tol=work.tolerance) for a, b in zip(ours, others, strict=True)):
        work.problem = f"ours computed {ours}, {whom} {others}"
