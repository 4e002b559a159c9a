// The theme follows the system until the reader chooses; without this script it only follows the system.
const root = document.documentElement;
const remembered = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
if (remembered) root.dataset.theme = remembered;

addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const label = () => { button.textContent = isDark() ? "Light theme" : "Dark theme"; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* a private window keeps nothing */ }
    label();
  });
  system.addEventListener("change", label);
  button.hidden = false;
  label();

  const contents = document.querySelector(".contents details");
  if (contents) contents.open = matchMedia("(min-width: 64rem)").matches;
  for (const box of document.querySelectorAll("pre, .scroll, .picture")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; // arrow keys scroll what does not fit
  }
});
