"""docs/dependencies.md: every library that is fetched, with the version, licence and size it really has."""

import os
import re
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lesson.places import ROOT, TARGET

PAGE = ROOT / "docs" / "dependencies.md"
REPOSITORY = Path.home() / ".m2" / "repository"
LICENCES = {
    r"apache": "Apache-2.0", r"\bmit\b": "MIT", r"bsd": "BSD-3-Clause", r"eclipse": "EPL", r"lgpl": "LGPL-2.1",
    r"classpath": "GPL-2.0 with classpath exception", r"gpl-3": "GPL-3.0", r"gpl|general public": "GPL-2.0", r"icu": "ICU",
}


def table(heading):
    """The rows under a heading of the page, each a list of cells."""
    part = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


def short(names):
    """Licences by their short names, as the page writes them."""
    found = [next(s for pattern, s in LICENCES.items() if re.search(pattern, name, re.IGNORECASE)) for name in names]
    return " or ".join(dict.fromkeys(found))


def pom(group, artifact, version):
    path = REPOSITORY.joinpath(*group.split("."), artifact, version, f"{artifact}-{version}.pom")
    return path.exists() and ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", path.read_text(errors="replace"), count=1))


def licence(group, artifact, version):
    """What the library's own POM says, or the POM it stems from; nothing where there is none."""
    root = pom(group, artifact, version)
    while root:
        names = [name.text for name in root.findall("licenses/license/name")]
        if names:
            return short(names)
        parent = root.find("parent")
        root = parent and pom(*(parent.findtext(key) for key in ("groupId", "artifactId", "version")))
    return None


def jars():
    """What the kernel's class path holds: (library, version) → (licence, MB), a platform's binaries counted in."""
    found = {}
    for path in map(Path, (TARGET / "kernel.classpath").read_text().strip().split(os.pathsep)):
        if REPOSITORY in path.parents:
            *group, artifact, version, _ = path.relative_to(REPOSITORY).parts
            said, size = found.get((artifact, version), (licence(".".join(group), artifact, version), 0))
            found[artifact, version] = said, size + path.stat().st_size / 1e6
        elif ROOT / ".mvn" in path.parents:
            found[path.parents[1].name, path.parents[0].name] = "Apache-2.0", path.stat().st_size / 1e6
    return found


def pinned(path):
    return re.findall(r"^([\w-]+)==(\S+)", path.read_text(), re.MULTILINE)


def test_the_class_path_is_what_the_page_says():
    told = {(name, version): (said, float(size)) for name, version, said, size, *_ in table("On the class path") + table("Brought along")}
    real = jars()

    assert told.keys() == real.keys()
    for library, (said, size) in real.items():
        assert told[library][0] == said or said is None, library
        # other platforms' binaries have other sizes
        assert abs(told[library][1] - size) <= 0.06 or "linux" not in os.sys.platform, (library, size)


def test_build_tools_have_the_versions_of_the_pom():
    text = (ROOT / "pom.xml").read_text()
    properties = dict(re.findall(r"<([\w.-]+)\.version>([^<]+)<", text))
    tools = {
        (artifact, re.sub(r"\$\{(.+)\.version}", lambda m: properties[m[1]], version))
        for artifact, version in re.findall(r"<artifactId>([\w-]+)</artifactId>\s*<version>([^<]+)</version>",
                                            text.partition("</dependencyManagement>")[2])
    } | {("palantir-java-format", properties["palantir"])}
    tools -= {(name, version) for name, version, *_ in table("On the class path")}

    assert {(name, version) for name, version, *_ in table("To build and test")} == tools


def test_python_packages_have_the_versions_of_the_requirements():
    files = ("requirements.txt", "src/python/tests/requirements.txt", "bench/requirements.txt")
    wanted = {package for file in files for package in pinned(ROOT / file)}

    assert {(name, version) for name, version, *_ in table("Python")} == wanted
    for name, version, said, _ in table("Python"):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # the bench's peers live in an environment of their own
        words = [about.get("License-Expression") or about.get("License") or "", *(about.get_all("Classifier") or [])]
        assert said in short([word[:60] for word in words if re.search("|".join(LICENCES), word[:60], re.IGNORECASE)]), (name, version)


@pytest.mark.parametrize("heading", ["On the class path", "Brought along", "To build and test", "Python"])
def test_each_has_its_reason(heading):
    assert table(heading) and all(row[-1] for row in table(heading))
