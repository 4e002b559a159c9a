// Computes a written-down net of dense layers and convolutions, as DL4J does:
// `await netOf({ steps, weights })` is a function from pixels, and what is full ink, to the numbers that the net ends in.
// A value between two steps is { c, h, w, v }: channels, rows, columns, and the numbers one after the other.
const MOST_NUMBERS = 4e6;

const ACTIVATIONS = {
  identity: v => v,
  relu: v => v.map(z => Math.max(0, z)),
  sigmoid: v => v.map(z => 1 / (1 + Math.exp(-z))),
  tanh: v => v.map(Math.tanh),
  softmax: v => {
    const top = v.reduce((a, b) => Math.max(a, b)), powers = v.map(z => Math.exp(z - top));
    return powers.map(p => p / powers.reduce((a, b) => a + b));
  },
};

// a page may hold anything: no more is computed than a small net needs
function room(count) {
  if (!(count >= 0 && count <= MOST_NUMBERS)) throw new RangeError(`${count} numbers are no small net's`);
  return new Float64Array(count);
}

function along(length, size, step, before, same) {
  const count = same ? Math.ceil(length / step) : Math.floor((length + 2 * before - size) / step) + 1;
  return { count, before: same ? Math.floor(Math.max(0, (count - 1) * step + size - length) / 2) : before };
}

// lays a window on every place; value(channel, top, bottom, left, right, y0, x0) sees what of it lies inside
function slide({ size, step, before, same }, x, channels, value) {
  const rows = along(x.h, size[0], step[0], before[0], same), columns = along(x.w, size[1], step[1], before[1], same);
  const v = room(channels * rows.count * columns.count);
  let at = 0;
  for (let c = 0; c < channels; c++) {
    for (let row = 0; row < rows.count; row++) {
      for (let column = 0; column < columns.count; column++) {
        const y0 = row * step[0] - rows.before, x0 = column * step[1] - columns.before;
        v[at++] = value(c, Math.max(0, y0), Math.min(x.h, y0 + size[0]), Math.max(0, x0), Math.min(x.w, x0 + size[1]), y0, x0);
      }
    }
  }
  return { c: channels, h: rows.count, w: columns.count, v };
}

const STEPS = {
  shape({ c, h, w }, [x]) {
    if (c * h * w !== x.v.length) throw new RangeError(`${x.v.length} numbers are not ${c} × ${h} × ${w}`);
    return { c, h, w, v: x.v };
  },
  dense({ out, bias }, [x], take) {
    const weights = take(x.v.length * out), v = room(out);
    x.v.forEach((value, i) => {
      if (value !== 0) for (let o = 0; o < out; o++) v[o] += value * weights[i * out + o];
    });
    take(bias ? out : 0).forEach((b, o) => { v[o] += b; });
    return { c: out, h: 1, w: 1, v };
  },
  conv(step, [x], take) {
    const [height, width] = step.size, weights = take(step.out * x.c * height * width), bias = take(step.bias ? step.out : 0);
    return slide(step, x, step.out, (c, top, bottom, left, right, y0, x0) => {
      let sum = step.bias ? bias[c] : 0;
      for (let i = 0; i < x.c; i++) {
        for (let y = top; y < bottom; y++) {
          const of = (i * x.h + y) * x.w, at = ((c * x.c + i) * height + y - y0) * width - x0;
          for (let u = left; u < right; u++) sum += x.v[of + u] * weights[at + u];
        }
      }
      return sum;
    });
  },
  pool(step, [x]) {
    const whole = step.size === "all" ? { ...step, size: [x.h, x.w], step: [1, 1], before: [0, 0] } : step;
    return slide(whole, x, x.c, (c, top, bottom, left, right) => {
      let sum = 0, most = -Infinity;
      for (let y = top; y < bottom; y++) {
        for (let u = left; u < right; u++) {
          const value = x.v[(c * x.h + y) * x.w + u];
          sum += value; most = Math.max(most, value);
        }
      }
      return step.kind === "max" ? most : sum / ((bottom - top) * (right - left));
    });
  },
  scale(_, [x], take) {
    const by = take(x.c), plus = take(x.c), each = x.h * x.w;
    return { ...x, v: x.v.map((value, i) => value * by[Math.floor(i / each)] + plus[Math.floor(i / each)]) };
  },
  add: (_, [x, ...others]) => ({ ...x, v: x.v.map((value, i) => others.reduce((sum, other) => sum + other.v[i], value)) }),
  activation: ({ name }, [x]) => ({ ...x, v: ACTIVATIONS[name](x.v) }),
};

async function inflated(base64) {
  const packed = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const open = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(open).arrayBuffer());
}

// all first bytes of the little-endian floats stand before all second ones
function floatsOf(planes) {
  const count = planes.length / 4, view = new DataView(new ArrayBuffer(4));
  return Float32Array.from({ length: count }, (_, i) => {
    for (let b = 0; b < 4; b++) view.setUint8(b, planes[b * count + i]);
    return view.getFloat32(0, true);
  });
}

async function netOf({ steps, weights }) {
  const floats = floatsOf(await inflated(weights));
  return (pixels, most) => {
    let used = 0;
    const take = count => {
      used += count;
      if (!(count >= 0 && used <= floats.length)) throw new RangeError(`${used} weights are asked for, and ${floats.length} are there`);
      return floats.subarray(used - count, used);
    };
    const values = [{ c: pixels.length, h: 1, w: 1, v: Float64Array.from(pixels, ink => Math.fround(ink / most)) }];
    for (const step of steps) values.push(STEPS[step.op](step, step.from.map(i => values[i]), take));
    return values.at(-1).v;
  };
}
