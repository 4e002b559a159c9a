"""Makes what CsvFuzzTest compares with: python tables.py OUT_FOLDER (needs pandas, no data).

Small tables of digits, written in many styles and changed at one place, with what pandas reads. tables.txt.gz has a line
for each: style, place, how many bytes are taken out, which are put in (hex), how many rows pandas reads (-1 where it reads
other columns or anything but numbers), and the values that differ from the unchanged table's, as row:column:value.
"""

import gzip
import io
import random
import sys
import warnings
from pathlib import Path

import pandas as pd

ROWS, PIXELS = 3, 784
STYLES = ["plain", "quoted", "windows", "mac", "marked", "unlabelled", "spaced", "open"]
TOKENS = ['""', '"', ";", "\t", " ", "  ", "\r", "\n", "\r\n", "\n\n", ",", ",,", "+5", "-0", "-1", "1e2", "1_0", "0x1f"]
TOKENS += ["NaN", "null", "3.0", "0.5", "007", "256", "99999999999", "\0", "٣", "é", "#", "'", "1 2", '"1"', '"1"2', "\ufeff"]
TOKENS += ["inf", "True", "7\n", "x", "\x1a", "\u00a0", '" 5 "', '"\n"', "\\n", "|", "label", "pixel0"]
rnd = random.Random(5)
warnings.simplefilter("ignore")


def value(row, column):
    return (row * 7 + column * 13) % 256


def base(style):
    """The unchanged table; the test writes the same."""
    label = [] if style == "unlabelled" else ["label"]
    lines = [label + [f"pixel{i}" for i in range(PIXELS)]]
    for row in range(ROWS):
        lines.append(([str(row * 3 % 10)] if label else []) + [str(value(row, i)) for i in range(PIXELS)])
    quote = '"' if style == "quoted" else ""
    comma = " , " if style == "spaced" else ","
    end = {"windows": "\r\n", "mac": "\r"}.get(style, "\n")
    text = end.join(comma.join(quote + cell + quote for cell in line) for line in lines) + ("" if style == "open" else end)
    return (b"\xef\xbb\xbf" if style == "marked" else b"") + text.encode()


def read(data, style):
    """Rows of numbers, or None where pandas reads anything else."""
    try:
        table = pd.read_csv(io.BytesIO(data), skipinitialspace=True)
        names = [str(name).strip() for name in table.columns]
        expected = [f"pixel{i}" for i in range(PIXELS)]
        if names not in (expected, ["label", *expected]) or not isinstance(table.index, pd.RangeIndex):
            return None
        table.columns = names
        if not all(kind.kind in "iuf" for kind in table.dtypes):
            return None
        return table.to_numpy().tolist()
    except Exception:
        return None


def main(folder):
    out, refused = [], 0
    for style in STYLES:
        whole = base(style)
        right = read(whole, style)
        header = whole.index(b"783") + 3
        for i in range(300):
            place = rnd.randrange(header, len(whole)) if i % 5 else rnd.randrange(len(whole) + 1)
            if i % 50 == 49:
                taken, put = len(whole) - place, b""
            else:
                taken = rnd.choice([0, 0, 1, 1, 2, 9])
                put = rnd.choice([b"", *(token.encode() for token in TOKENS)])
                if i % 2:
                    taken, put = rnd.choice([0, 1]), rnd.choice(["", "0", "1", "9", "42", " "]).encode()
            data = whole[:place] + put + whole[place + taken :]
            found = read(data, style)
            if found is None or any(cell != cell for row in found for cell in row):
                refused += 1
                out.append(f"{style} {place} {taken} {put.hex() or '-'} -1")
                continue
            changed = [
                f"{r}:{c}:{cell:g}"
                for r, row in enumerate(found)
                for c, cell in enumerate(row)
                if r >= len(right) or len(row) != len(right[0]) or cell != right[r][c]
            ]
            out.append(" ".join([style, str(place), str(taken), put.hex() or "-", str(len(found)), *changed]))
    data = "\n".join(out).encode()
    (Path(folder) / "tables.txt.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    print(len(out), "tables;", refused, "that pandas does not read as numbers")


if __name__ == "__main__":
    main(sys.argv[1])
