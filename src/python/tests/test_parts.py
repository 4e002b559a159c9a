"""The parts of the project: whole packages, few dependencies, a README each."""

import re
import zipfile

import pytest
from lesson.places import ROOT

OURS = ["jupyter-java", "dl4j-lean", "lesson4j-plot", "lesson4j", "lesson4j-course", "lesson4j-kernel"]
# what each may know beside JSpecify's annotations; tests may know more
KNOWS = {
    "jupyter-java": {"jjava", "asm"},
    "dl4j-lean": {"deeplearning4j-nn", "nd4j-native", "openblas", "javacpp"},
    "lesson4j-plot": {"nd4j-api", "xchart", "tablesaw-core"},
    "lesson4j": {"dl4j-lean", "lesson4j-plot"},
    "lesson4j-course": {"lesson4j", "commons-compress", "commons-io", "commons-codec"},
    "lesson4j-kernel": {"jupyter-java", "jjava", "lesson4j-course", "slf4j-jdk14"},
}


def packages(part):
    jar = next((ROOT / "src" / part / "target").glob(f"{part}-*-SNAPSHOT.jar"))
    with zipfile.ZipFile(jar) as archive:
        return {name.rpartition("/")[0] for name in archive.namelist() if name.endswith(".class")}


def test_no_package_lies_in_two_jars():
    seen = {}
    for part in OURS:
        for package in packages(part):
            assert seen.setdefault(package, part) == part, package

    assert len(seen) > 10


@pytest.mark.parametrize("part", OURS)
def test_a_part_depends_on_no_more_than_it_may_know(part):
    text = (ROOT / "src" / part / "pom.xml").read_text().partition("<profiles>")[0]
    blocks = re.findall(r"<dependency>.*?</dependency>", text, re.DOTALL)
    named = {re.search(r"<artifactId>(.+?)<", block)[1] for block in blocks if "<scope>test<" not in block}

    assert named - {"lesson4j-testing"} == KNOWS[part]


@pytest.mark.parametrize("part", OURS)
def test_a_part_says_what_it_is_and_how_it_is_tested(part):
    readme = (ROOT / "src" / part / "README.md").read_text(encoding="utf-8")

    assert readme.startswith(f"# {part}\n")
    assert f"-pl src/{part}" in readme and "```java" in readme or part == "lesson4j-kernel"
