"""Fetches a JDK into the cache where the machine has none, from Eclipse Adoptium, against the digest it names."""

import json
import os
import platform
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

from . import fetch, jdk
from .places import cache
from .say import Problem, size, step

VERSION = 21
ADOPTIUM = "https://api.adoptium.net"
ASK = "{}/v3/assets/latest/{}/hotspot?architecture={}&image_type=jdk&os={}&vendor=eclipse"


def fetch_if_missing():
    """Does nothing where a JDK will do; else fetches one."""
    try:
        jdk.find()
        return
    except Problem as problem:
        if os.environ.get("JAVA_HOME"):
            raise  # what the reader named is not ours to replace
        print(str(problem).partition("\n")[0])
    home = _fetch()
    found = jdk.look_at(home)
    if found is None or found.lacks:
        raise Problem(f"The JDK that was fetched to {home} does not run here: {found.lacks if found else 'it does not start'}.",
                      jdk.install())


def _fetch():
    machine = platform.machine().lower()
    machine = {"x86_64": "x64", "amd64": "x64", "arm64": "aarch64"}.get(machine, machine)
    system = {"Darwin": "mac"}.get(platform.system(), platform.system().lower())
    if system == "linux" and not platform.libc_ver()[0]:
        system = "alpine-linux"
    place = os.environ.get("LESSON4J_ADOPTIUM") or ADOPTIUM
    listed = json.loads(fetch.text(ASK.format(place.rstrip("/"), VERSION, machine, system)))
    if not listed:
        raise Problem(f"Eclipse Adoptium has no JDK {VERSION} for {system} on {machine}.", jdk.install())
    package = listed[0]["binary"]["package"]
    archive = cache() / "jdk" / package["name"]
    with step(f"Fetching JDK {VERSION} ({size(package['size'])}) into {archive.parent}") as progress:
        fetch.fetch(package["link"], archive, package["checksum"], lambda count: progress.at(size(count)))
        return _unpack(archive)


def _unpack(archive):
    """Unpacks beside the archive, all or nothing, and deletes the archive; returns the JDK's home."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        if archive.suffix == ".zip":
            with zipfile.ZipFile(archive) as zipped:
                zipped.extractall(folder)
        else:
            with tarfile.open(archive) as tar:
                # early 3.10 does not know the filter; the digest was checked
                tar.extractall(folder, **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))
        (inner,) = Path(folder).iterdir()
        place = archive.parent / inner.name
        shutil.rmtree(place, ignore_errors=True)
        os.replace(inner, place)
    archive.unlink()
    return place / "Contents" / "Home" if (place / "Contents").exists() else place
