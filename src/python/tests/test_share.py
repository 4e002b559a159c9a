"""The site that ./lesson share writes: complete, linked, described, and without a network."""

import shutil
from urllib.parse import unquote

import nbformat
import pytest
from bs4 import BeautifulSoup
from lesson import notebooks, share
from lesson.places import course
from lesson.say import Problem
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

COURSE = course()
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The course's site, each file parsed, by name."""
    folder = tmp_path_factory.mktemp("site")
    share.write(COURSE, folder, is_course=True)
    return {path.name: BeautifulSoup(path.read_text(), "html.parser") for path in folder.glob("*.html")}


@pytest.fixture
def shared(tmp_path):
    """Shares a notebook of the given cells; gives its page, parsed, and what share knows of it."""

    def of(*cells, name="mine"):
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(new_notebook(cells=list(cells)), path)
        _, (page,) = share.write([path], tmp_path / "site", is_course=False)
        return BeautifulSoup((tmp_path / "site" / f"{name}.html").read_text(), "html.parser"), page

    return of


def test_there_is_a_page_for_each_notebook_and_the_index_leads_to_all(site):
    names = [f"{path.stem}.html" for path in COURSE]

    assert sorted(site) == sorted([*names, "index.html"])
    cards = site["index.html"].select(".cards li")
    assert [card.h2.a["href"] for card in cards] == names
    assert all(card.p.get_text().strip() and card.img["alt"] for card in cards if "00-" not in card.h2.a["href"])


def test_nothing_is_fetched(site):
    for name, page in site.items():
        for tag in page.select("[src], link[href]"):
            assert (tag.get("src") or tag["href"]).startswith("data:"), name
        assert "url(" not in page.style.get_text() and "@import" not in page.style.get_text()
        assert not page.select("[srcset], iframe, object, embed")


def test_every_picture_is_described(site):
    for page in site.values():
        for image in page.find_all("img"):
            assert len(image["alt"]) > 20 and not image["alt"].startswith(("No description", "A picture without")), image["alt"]


def test_every_link_leads_somewhere(site):
    for name, page in site.items():
        for link in page.select("a[href]"):
            file, _, anchor = unquote(link["href"]).partition("#")
            if not file.startswith("http"):
                target = site[file or name]
                assert not anchor or target.find(id=anchor), f"{name}: {link['href']}"


def test_pages_have_contents_neighbours_landmarks_and_unique_ids(site):
    names = [f"{path.stem}.html" for path in COURSE]
    for before, name, after in zip([None, *names], names, [*names[1:], None], strict=False):
        page = site[name]
        links = {link["rel"][0]: link["href"] for link in page.select(".neighbours a")}
        assert links == {key: to for key, to in (("prev", before), ("next", after)) if to}
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids))
        assert len(page.find_all("h1")) == 1 and page.html["lang"] == "en" and page.main["id"] == "content"
        assert [a.get_text() for a in page.select(".contents a")] == [h.get_text() for h in page.main(["h2", "h3"])]
        assert page.body.a["href"] == "#content"
    assert len({page.title.get_text() for page in site.values()}) == len(site)


def test_headings_never_skip_a_level(site):
    for name, page in site.items():
        levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), name


def test_formulas_are_mathml_and_a_broken_one_stays_as_it_was_written(shared):
    page, _ = shared(new_markdown_cell(r"# Loss" "\n" r"With $\frac{1}{n}$:" "\n\n" r"$$\sum_i e_i^2$$" "\n\n" r"$\begin{x}$"))

    assert page.select_one("math[display=inline] mfrac mi").get_text() == "n"
    assert page.select_one("math[display=block] msubsup, math[display=block] msub")
    assert [code.get_text() for code in page.main.find_all("code")] == [r"\begin{x}"]


def test_a_notebook_that_was_not_run_says_how_to_run_it(shared):
    page, _ = shared(new_code_cell("1 + 1"))
    ran, _ = shared(new_code_cell("1 + 1", execution_count=1))

    assert "./lesson run mine.ipynb --save runs it" in page.select_one(".note").get_text()
    assert page.h1.get_text() == "mine"
    assert not ran.select(".note")


def test_what_lies_elsewhere_is_left_out_and_told(shared):
    page, known = shared(
        new_markdown_cell("# Mine\n![a cat](https://example.org/cat.png) [data](data.csv) [web](https://example.org)"),
        new_code_cell("x", execution_count=1, outputs=[new_output("display_data", {
            "text/html": '<script src="https://example.org/plot.js"></script><b>plot</b>'})]),
    )

    assert known.left_out == ["https://example.org/cat.png", "https://example.org/plot.js"]
    assert not page.main.select("[src]") and "[a cat] data" in page.main.get_text()
    assert [a.get_text() for a in page.main.select("p a")] == ["web"]


def test_a_picture_without_a_description_gets_its_text(shared):
    page, _ = shared(new_code_cell("x", execution_count=1, outputs=[new_output("display_data", {
        "image/png": DOT, "text/plain": 'a "dot" <1>', "application/javascript": "alert(1)"})]))

    assert page.select_one("main img")["alt"] == 'a "dot" <1>'


def test_a_solution_in_markdown_stays_folded_away(shared):
    page, known = shared(new_markdown_cell(
        "# Mine\nA promise.\n\n## Try it\nAdd.\n\n<details><summary>Solution</summary>\n\nForty-two.\n\n</details>"))

    assert page.select_one("details:not(.contents *) p").get_text() == "Forty-two."
    assert known.promise == "<p>A promise.</p>"


def test_hidden_code_opens_on_demand(shared):
    page, _ = shared(new_code_cell("int answer = 42;", metadata={"jupyter": {"source_hidden": True}}))

    assert "42" in page.select_one("details.hidden-part").get_text()


def test_a_solution_is_folded_away_with_its_output(shared):
    cell = new_code_cell("int answer = 42;", metadata={"tags": ["solution"], "jupyter": {"source_hidden": True}},
                         execution_count=1, outputs=[new_output("stream", text="Right.")])
    page, _ = shared(cell)

    (folded,) = page.select("details.hidden-part")
    assert folded.summary.get_text() == "Show a solution"
    assert "42" in folded.get_text() and "Right." in folded.get_text()


@pytest.mark.parametrize("content", ["not JSON", "[1]", "{}", '{"nbformat": 4, "nbformat_minor": 5}'])
def test_a_file_that_is_no_notebook_is_a_sentence(tmp_path, content):
    path = tmp_path / "notes.ipynb"
    path.write_text(content)

    with pytest.raises(Problem) as problem:
        share.write([path], tmp_path / "site", is_course=False)

    assert str(problem.value) == (
        f"{path} is no notebook: it cannot be read as one.\n"
        "Name a file that JupyterLab opens as a notebook (its name ends in .ipynb)."
    )
    assert not (tmp_path / "site").exists()


def test_a_missing_file_and_two_of_one_name_are_sentences(tmp_path):
    (tmp_path / "other").mkdir()
    shutil.copy(COURSE[0], tmp_path / "other")

    with pytest.raises(Problem, match="No notebook is called /nowhere/mine.ipynb."):
        notebooks.find(["/nowhere/mine.ipynb"])
    with pytest.raises(Problem, match=f"A second page would be called {COURSE[0].stem}.html"):
        share.write([COURSE[0], tmp_path / "other" / COURSE[0].name], tmp_path / "site", is_course=False)


def test_the_index_shows_the_picture_tagged_cover_else_the_first(shared):
    def cell(alt, tags):
        picture = new_output("display_data", {"image/png": DOT, "text/plain": alt})
        return new_code_cell("x", execution_count=1, outputs=[picture], metadata={"tags": tags})

    assert shared(cell("one", []), cell("two", ["cover"]))[1].cover["alt"] == "two"
    assert shared(cell("one", []), cell("two", []))[1].cover["alt"] == "one"
