"""Of a notebook's own HTML, what shows something and nothing that acts: whoever opens a page has not chosen to run it.

JupyterLab does the same with a notebook that it does not trust.
"""

import json
from html import unescape

from bleach.css_sanitizer import CSSSanitizer
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

TEXT = """a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
    figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var wbr"""
FORMULAS = """math maligngroup menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
    mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"""
# what they hold is no text to read, so that it goes with them
WHOLE = frozenset(["script", "style", "iframe", "object", "embed", "noscript", "template", "title", "textarea",
                   "select", "svg", "audio", "video"])
STYLES = """background-color border border-collapse color display float font-family font-size font-style font-weight
    height line-height margin margin-left margin-right max-width min-width overflow padding text-align text-decoration
    vertical-align white-space width"""
EVERYWHERE = {"align", "class", "dir", "id", "lang", "style", "title", "valign"}
SOME = {
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "details": {"open"}, "ol": {"start", "type"},
    "li": {"value"}, "font": {"color"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
    "col": {"span"}, "table": {"border"}, "time": {"datetime"},
}
MATH = {"columnalign", "columnlines", "displaystyle", "display", "fence", "form", "height", "linebreak", "linethickness",
        "lspace", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowlines",
        "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "width", "xmlns"}


class Clean:
    """Cleans the pieces of one notebook; `scripts` counts what would have run, `left_out` names what it would fetch."""

    def __init__(self):
        self.scripts = 0
        self.left_out = []
        self._cleaner = Cleaner(
            tags={*TEXT.split(), *FORMULAS.split(), *WHOLE}, attributes=_is_kept, strip=True, strip_comments=True,
            protocols={"http", "https", "mailto", "data"}, filters=[self._without],
            css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES.split(), allowed_svg_properties=[]),
        )

    def __call__(self, html):
        return self._cleaner.clean(html)

    def _without(self, source):
        return _Without(source, self)

    def dropped(self, token):
        self.scripts += token["name"] == "script"
        self.left_out += [value for (_, name), value in token["data"].items() if name in ("src", "data")]


class _Without(Filter):
    """Lets through what is not inside of an element that goes as a whole."""

    def __init__(self, source, clean):
        super().__init__(source)
        self.clean = clean

    def __iter__(self):
        inside = []
        for token in super().__iter__():
            kind, name = token["type"], token.get("name")
            if name in WHOLE and kind in ("StartTag", "EmptyTag"):
                self.clean.dropped(token)
                inside += [name] * (kind == "StartTag")
            elif inside and kind == "EndTag" and name == inside[-1]:
                inside.pop()
            elif not inside and name not in WHOLE:
                yield token


def _is_json(text):
    try:
        return isinstance(json.loads(unescape(text)), dict)
    except (ValueError, RecursionError):
        return False


def _is_kept(tag, name, value):
    """Tells whether an attribute is one that shows, not one that acts; only a picture or an exported net may be data."""
    if value.strip().lower().startswith("data:"):
        return (tag, name) == ("img", "src") and value.strip().lower().startswith("data:image/")
    if name == "data-exported":
        return tag == "div" and _is_json(value)
    if tag in WHOLE:
        return name in ("src", "data")
    return name in EVERYWHERE or name in SOME.get(tag, ()) or tag in FORMULAS.split() and name in MATH
