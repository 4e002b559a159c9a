// Puts what answers in the place of each exported picture. Where anything is missing, the picture stays. What stands in
// data-exported is data: it is computed with and shown as text, never run. The scripts below add the kinds they know.
const KINDS = Object.create(null), VERSION = 1, QUIET = 400;

function made(name, style, ...children) {
  const element = document.createElement(name);
  element.style.cssText = style;
  element.append(...children);
  return element;
}

// a sentence that is read out when the hand rests
function spoken(text) {
  const element = made("p", "min-height:1.5em;margin:8px 0 0;font-weight:bold", text);
  element.setAttribute("aria-live", "polite");
  let later = 0;
  return { element, say(other) { clearTimeout(later); later = setTimeout(() => { element.textContent = other; }, QUIET); } };
}

async function start(place) {
  const about = JSON.parse(place.dataset.exported);
  if (about.version !== VERSION || !KINDS[about.kind] || "live" in place.dataset) return;
  place.dataset.live = "";
  const parts = await KINDS[about.kind](about);
  place.replaceChildren(made("div", "display:flex;flex-wrap:wrap;gap:12px 24px;align-items:flex-start", ...parts));
}

const startAll = () => document.querySelectorAll("[data-exported]").forEach(place => { start(place).catch(() => {}); });
