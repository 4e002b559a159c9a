"""Says what this machine has, what is missing, and what to do about it."""

import os
import platform
import sys

from . import jdk, jdk_fetch, kernel, kernelspec
from .places import INSTALLED, cache
from .say import Problem, folder_size, size


def run(fix=False):
    """Prints one line per thing looked at; returns 0 when nothing is wrong. With `fix` a missing JDK is fetched."""
    if fix:
        jdk_fetch.fetch_if_missing()
    looks = (_python, _jdk, _packed, _data, _cache) if INSTALLED else (_python, _jdk, _library, _kernel, _cuda, _data, _cache)
    wrong = sum(not look() for look in looks)
    print("\nNothing is wrong." if not wrong else f"\n{wrong} of these need mending; each line says how.")
    return 1 if wrong else 0


def _say(good, what, detail):
    print(f"{'✓' if good else '✗'} {what:<10} {detail}")
    return good


def _python():
    return _say(True, "Python", f"{platform.python_version()} in {sys.prefix}")


def _jdk():
    try:
        found = jdk.find()
    except Problem as problem:
        return _say(False, "JDK", str(problem).replace("\n", " "))
    known = "" if found.version <= jdk.NEWEST_KNOWN else f" (newer than {jdk.NEWEST_KNOWN}, the newest we test)"
    return _say(True, "JDK", f"{found.version} in {found.home}{known}")


def _packed():
    """The kernel that a wheel brought."""
    try:
        _, place = kernel.ready()
    except Problem as problem:
        return _say(False, "kernel", str(problem).replace("\n", " "))
    return _self_test("kernel", place)


def _library():
    from . import build

    try:
        jars = build.jar(jdk.find())
    except Problem as problem:
        return _say(False, "library", str(problem).replace("\n", " "))
    return _say(True, "library", f"{jars[0].name} and {len(jars) - 1} jars it needs")


def _kernel():
    from . import build

    try:
        found = jdk.find()
        place = kernelspec.install(found, build.jar(found), build.sources())
    except Problem as problem:
        return _say(False, "kernel", str(problem).replace("\n", " "))
    return _self_test("kernel", place)


def _cuda():
    """The kernel with the CUDA backend is only looked at where it is installed."""
    place = kernelspec.folder(cuda=True)
    return not place.exists() or _self_test("CUDA", place)


def _self_test(what, place):
    test = kernelspec.self_test(place)
    told = (test.stdout if test.returncode == 0 else test.stderr[-500:]).strip()
    return _say(test.returncode == 0, what, f"{place}\n  " + told.replace("\n", "\n  "))


def _data():
    named = os.environ.get("LESSON_DATA")
    if named and not os.path.isdir(named):
        return _say(False, "data", f"LESSON_DATA is {named}, which is no folder. Name one that holds the archives.")
    return _say(True, "data", f"archives from LESSON_DATA={named}" if named else "from the cache, fast.ai, or drawn")


def _cache():
    place = cache()
    return _say(True, "cache", f"{place}, {size(folder_size(place))} (LESSON4J_CACHE moves it; deleting it is safe)")
