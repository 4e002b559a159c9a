"""Makes what PicturesTest compares with: python pictures.py OUT_FOLDER (needs pillow and numpy, no data).

Pictures of every kind (PNG in PngSuite's kinds, written here; JPEG, GIF and BMP by PIL), each with PIL's pixels laid on
white, and damaged ones (cut short, one bit flipped) with PIL's verdict. PNG of 16 bits is told by its upper eight, which
PIL does for colour only; a transparent colour of other than 8 bits is told as PNG says, which PIL does not.

pictures.bin.gz, big-endian. For each picture: its file's length, the file; for each version of it (how many): the kind
(0 whole, 1 cut, 2 flipped) and its place; width, 0 when PIL refuses it, height, and red, green, blue of each pixel.
"""

import gzip
import io
import random
import struct
import sys
import warnings
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
KINDS = [(0, d) for d in (1, 2, 4, 8, 16)] + [(3, d) for d in (1, 2, 4, 8)]
KINDS += [(t, d) for t in (2, 4, 6) for d in (8, 16)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
rnd = random.Random(13)
warnings.simplefilter("ignore")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(row, before, step, kind):
    out = bytearray([kind])
    for i, value in enumerate(row):
        a = row[i - step] if i >= step else 0
        b = before[i]
        c = before[i - step] if i >= step else 0
        out.append((value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255)
    return bytes(out)


def rows(samples, depth, channels, interlaced, filters):
    out = b""
    height, width, _ = samples.shape
    for x0, y0, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y0::dy, x0::dx]
        if part.size == 0:
            continue
        before = None
        for line in part:
            bits = "".join(format(v, f"0{depth}b") for v in line.ravel())
            bits += "0" * (-len(bits) % 8)
            row = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
            before = before or bytes(len(row))
            kind = filters if filters < 5 else rnd.randrange(5)
            out += filtered(row, before, max(1, depth * channels // 8), kind)
            before = row
    return out


def on_white(rgba):
    rgba = np.asarray(rgba, dtype=np.uint8)
    white = Image.new("RGBA", (rgba.shape[1], rgba.shape[0]), "white")
    return np.asarray(Image.alpha_composite(white, Image.fromarray(rgba, "RGBA")).convert("RGB"))


def png(kind, depth, interlaced, filters, extra):
    width, height = rnd.randint(1, 9), rnd.randint(1, 9)
    channels = CHANNELS[kind]
    most = 2**depth
    colours = min(most, rnd.choice([2, 5, 256])) if kind == 3 else most
    samples = np.array([rnd.randrange(colours) for _ in range(width * height * channels)])
    samples = samples.reshape(height, width, channels)
    palette = np.array([[rnd.randrange(256) for _ in range(3)] for _ in range(colours)])
    alphas = np.full(colours, 255)
    key = None
    middle = b""
    if kind == 3:
        middle += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    elif kind in (2, 6) and extra == 3:
        middle += chunk(b"PLTE", bytes(rnd.randrange(256) for _ in range(9)))
    if extra == 1 and kind == 3:
        n = rnd.randint(1, colours)
        alphas[:n] = [rnd.choice([0, 255, rnd.randrange(256)]) for _ in range(n)]
        middle += chunk(b"tRNS", alphas[:n].astype(np.uint8).tobytes())
    elif extra == 1 and kind in (0, 2):
        key = samples[rnd.randrange(height), rnd.randrange(width)]
        middle += chunk(b"tRNS", b"".join(struct.pack(">H", v) for v in key))
    before = b""
    if extra == 2:
        before += chunk(b"gAMA", struct.pack(">I", rnd.choice([45455, 100000, 30000])))
        before += chunk(b"cHRM", struct.pack(">8I", *[31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000]))
    if extra == 3:
        before += chunk(b"sRGB", b"\0") + chunk(b"pHYs", struct.pack(">IIB", 2835, 2835, 1))
        middle += chunk(b"tEXt", b"Comment\0digit") + chunk(b"tIME", struct.pack(">HBBBBB", 2026, 1, 2, 3, 4, 5))
    data = zlib.compress(rows(samples, depth, channels, interlaced, filters), rnd.choice([0, 1, 9]))
    cuts = sorted(rnd.randrange(len(data) + 1) for _ in range(rnd.choice([0, 0, 3])))
    parts = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + middle
    file += b"".join(chunk(b"IDAT", part) for part in parts) + chunk(b"IEND", b"")
    rgba = np.full((height, width, 4), 255)
    if kind == 3:
        rgba[..., :3] = palette[samples[..., 0]]
        rgba[..., 3] = alphas[samples[..., 0]]
    else:
        eight = samples >> 8 if depth == 16 else samples * 255 // (most - 1)
        rgba[..., :3] = eight[..., :3] if channels > 2 else eight[..., :1]
        if channels in (2, 4):
            rgba[..., 3] = eight[..., -1]
        if key is not None:
            rgba[(samples == key).all(axis=2), 3] = 0
    right = on_white(rgba)
    if not (key is not None and depth != 8 or depth == 16 and kind == 0):
        assert np.array_equal(right, pil(file)), (kind, depth, interlaced, filters, extra)
    return file, right


def pil(file):
    """PIL's pixels on white, or None where it refuses the file."""
    try:
        with Image.open(io.BytesIO(file)) as image:
            image.load()
            if image.mode in ("P", "RGB", "CMYK", "L", "1") and "transparency" not in image.info:
                return np.asarray(image.convert("RGB"))
            return on_white(image.convert("RGBA"))
    except Exception:
        return None


def drawn(mode, width, height):
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for _ in range(len(Image.new(mode, (1, 1)).getbands())):
        a, b, c = rnd.uniform(-9, 9), rnd.uniform(-9, 9), rnd.uniform(60, 200)
        noise = np.array([rnd.uniform(-20, 20) for _ in range(width * height)]).reshape(height, width)
        planes.append(np.clip(c + a * x + b * y + noise, 0, 255))
    array = np.stack(planes, axis=2).astype(np.uint8)
    return Image.fromarray(array[..., 0] if array.shape[2] == 1 else array, mode)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def without(file, mark):
    """A JPEG without the segments of one mark."""
    out, at = file[:2], 2
    while file[at + 1] != 0xDA:
        length = struct.unpack(">H", file[at + 2 : at + 4])[0] + 2
        if file[at + 1] != mark:
            out += file[at : at + length]
        at += length
    return out + file[at:]


def jpegs():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()[:600]
    exif = Image.Exif()
    exif[0x0112] = 6
    for i in range(26):
        size = rnd.randint(1, 17), rnd.randint(1, 17)
        for mode in "L", "RGB", "CMYK":
            options = {"quality": rnd.choice([30, 75, 95])}
            options["progressive"] = bool(i & 1)
            if mode != "L":
                options["subsampling"] = i % 3
            if i % 5 == 0:
                options["exif"] = exif
            if i % 7 == 0:
                options["icc_profile"] = srgb
            if i % 4 == 1:
                options["restart_marker_blocks"] = 1
            file = saved(drawn(mode, *size), "JPEG", **options)
            yield file
            if i % 3 == 0 and mode != "CMYK":
                yield without(file, 0xE0)
            if mode == "CMYK":
                yield without(file, 0xEE) if i % 2 else file.replace(b"Adobe\0d\0\0\0\0\0", b"Adobe\0d\0\0\0\0\2")
        yield saved(drawn("RGB", *size), "JPEG", keep_rgb=True)


def others():
    for i in range(14):
        size = rnd.randint(1, 13), rnd.randint(1, 13)
        for mode in "1", "L", "RGB", "P":
            image = drawn("RGB", *size)
            image = image.quantize(rnd.choice([2, 16, 200])) if mode == "P" else image.convert(mode)
            yield saved(image, "BMP")
            if mode == "P":
                yield saved(image, "GIF", interlace=i % 2)
                yield saved(image, "GIF", interlace=i % 2, transparency=0)
        yield saved(drawn("RGBA", *size), "BMP")
        yield saved(drawn("L", *size), "GIF")


def damaged(file, kind):
    place = rnd.randrange(1, len(file)) if kind == 1 else rnd.randrange(8 * len(file))
    if kind == 1:
        return place, file[:place]
    return place, file[: place // 8] + bytes([file[place // 8] ^ 1 << place % 8]) + file[place // 8 + 1 :]


def record(out, kind, place, right):
    out.append(struct.pack(">BI", kind, place))
    if right is None:
        out.append(struct.pack(">HH", 0, 0))
    else:
        out.append(struct.pack(">HH", right.shape[1], right.shape[0]) + right.astype(np.uint8).tobytes())


def main(folder):
    bases = [
        png(kind, depth, interlaced, filters, (filters + 2 * interlaced + depth) % 4 if i == 0 else rnd.randrange(4))
        for kind, depth in KINDS
        for interlaced in (False, True)
        for filters in range(6)
        for i in range(3)
    ]
    bases += [(file, pil(file)) for file in [*jpegs(), *others()]]
    out, counts = [], [0, 0, 0]
    for file, right in bases:
        is_png = file.startswith(b"\x89PNG")
        versions = [(0, 0, right)]
        for kind in [1] * (1 if is_png else 3) + [2] * 2:
            place, bad = damaged(file, kind)
            # a PNG knows of every flipped bit that matters: its own pixels or none
            versions.append((kind, place, None if is_png else pil(bad)))
        out.append(struct.pack(">IB", len(file), len(versions)) + file)
        for version in versions:
            record(out, *version)
            counts[version[0]] += 1
    data = b"".join(out)
    (Path(folder) / "pictures.bin.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    print(len(bases), "pictures;", counts, "whole, cut, flipped")


if __name__ == "__main__":
    main(sys.argv[1])
