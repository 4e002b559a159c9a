"""Text as an attacker, or an odd file, gives it; and a look for what came alive of it, by the parser that browsers follow."""

import random

import html5lib

LONG = "<b class=owned>" * 7000  # 105 kB
TEXTS = [
    '<img src=x onerror="owned()">', "</script><script>owned()</script>", '"><svg/onload=owned()>', "'><b class=owned>",
    "&quot; onmouseover=owned() x=&quot;", "]]><b class=owned>", "</td></tr></table></pre><script>owned()</script>",
    "\u202egnp.exe\u2066<b class=owned>", "a\0<b class=owned>", "\ud800<b class=owned>\udc00\ud800",
    "x\x1b[31m<b class=owned>\x1b]8;;javascript:owned()\x07x", "{{ owned() }}{% raw %}<b class=owned>", "<!--<b class=owned>",
    "<plaintext><b class=owned>", "</title></style></textarea><b class=owned>", "<a href='javascript:owned()'>x</a>",
    "<svg><style><!--</style><img src=x onerror=owned()>-->", "<iframe srcdoc='<script>owned()</script>'></iframe>",
    "<math><mtext></p><style><!--</style><img title=\"--><img src=x onerror=owned()>\">", "<base href=//owned.example>",
    "<form><button formaction=javascript:owned()>x", "<meta http-equiv=refresh content='0;url=javascript:owned()'>",
    "<a href=\"jAva\tscript:owned()\">x</a>", "<a href=\"data:text/html,<script>owned()</script>\">x</a>",
    "<p style=\"cursor:url(https://owned.example/x);background:url(https://owned.example/y)\">x</p>",
    "[x](javascript:owned()) ![x](x\"onerror=owned()) <javascript:owned()>", r"$\href{javascript:owned()}{x}$ $$\text{<img src=x onerror=owned()>}$$",
    "<div id=theme name=body><img name=getElementById srcset='https://owned.example/z 1x'></div>",
]
ACTIVE = {"iframe", "object", "embed", "form", "button", "input", "base", "link", "meta", "script", "style", "audio", "video"}
ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "poster", "background", "xlink:href"}


def mixed(count, seed):
    """More of them, pieced together at random."""
    drawn = random.Random(seed)
    pieces = TEXTS + ["<", ">", "\"", "'", "&", "/", "\\", "`", "\n", "\r", "<table>", "--!>", "é"]
    return ["".join(drawn.choices(pieces, k=drawn.randint(2, 6))) for _ in range(count)]


def elements(html):
    """Every element of a page or a piece of one, as a browser would make it: (name, attributes)."""
    parse = html5lib.parse if html.startswith("<!DOCTYPE") else html5lib.parseFragment
    return [(e.tag, e.attrib) for e in parse(html, namespaceHTMLElements=False).iter() if isinstance(e.tag, str)]


def alive(html, text_only=True, but=()):
    """What stems from data and acts: handlers, scripts, addresses that run; with `text_only` any element at all."""
    found = []
    for name, attributes in elements(html):
        name = name.rpartition("}")[2].lower()
        acts = name in ACTIVE and (name, attributes.get("id")) not in but
        for key, value in attributes.items():
            key, value = str(key), str(value)
            squeezed = "".join(value.lower().split())
            acts |= key.lower().startswith("on")
            acts |= key.lower() in ADDRESSES and squeezed.startswith(("javascript:", "vbscript:", "data:text"))
            # a link leads somewhere when it is clicked; everything else is fetched
            # a picture's data lead nowhere, whatever they spell
            data = key.lower() == "src" and squeezed.startswith("data:image/")
            acts |= name != "a" and key.lower() in ADDRESSES and "//owned" in squeezed and not data
            acts |= key == "style" and "url(" in squeezed
            acts |= text_only and key == "class" and "owned" in value.split()
        if acts:
            found.append((name, attributes))
    return found
