// What every page runs: htmx, the menu of narrow screens, drop-down panels, keys, charts where a page has one.
import "htmx.org";
import "./keys.js";

const menu = document.querySelector("[data-menu]");
menu?.addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  menu.setAttribute("aria-expanded", String(open));
});

// A panel closes when one clicks elsewhere, leaves it by Tab, or presses Esc, which leads back to what opened it.
const panels = () => document.querySelectorAll("details.drop[open]");
for (const kind of ["click", "focusin"])
  document.addEventListener(kind, (event) => {
    for (const panel of panels()) if (!panel.contains(event.target)) panel.open = false;
  });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of panels()) {
    panel.open = false;
    if (panel.contains(document.activeElement)) panel.querySelector("summary").focus();
  }
});

// Leaving a form with unsaved changes asks first.
let touched = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keep]")) touched = true;
});
document.addEventListener("submit", (event) => {
  touched = false;
  // After signing in again in another tab the token of a page that stayed open is old; the cookie has the present one.
  const token = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  const kept = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (token && kept) token.value = kept[1];
});
window.addEventListener("beforeunload", (event) => {
  if (touched) event.preventDefault();
});

// "返回上一页" shows where there is one: what was typed there is still there.
for (const button of document.querySelectorAll("[data-back]")) {
  button.hidden = history.length < 2;
  button.addEventListener("click", () => history.back());
}

// A button with data-confirm asks before it does what cannot be taken back by a click.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

async function draw(root) {
  const places = root.querySelectorAll("[data-chart]");
  if (!places.length) return;
  const { drawChart } = await import("./charts.js");
  for (const place of places) drawChart(place, JSON.parse(document.getElementById(place.dataset.chart).textContent));
}
draw(document);
document.body.addEventListener("htmx:load", (event) => draw(event.detail.elt));

// A page that waits for work in the background looks again by itself.
if (document.querySelector("[data-refresh]")) setTimeout(() => location.reload(), 1500);

// Where tabs do not fit, the one that is open is in sight.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.parentElement;
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A table wider than the screen scrolls in its frame: the keyboard must reach the frame, and the frame say what it is.
// One that fits lets its head stay in sight while the page scrolls.
const nameOf = (frame) => {
  const headings = [...document.querySelectorAll("main h1, main h2")];
  const before = headings.filter((one) => one.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING);
  return (frame.querySelector("caption") ?? before.at(-1))?.innerText.trim() ?? "";
};
const fit = (frame) => {
  const wide = frame.scrollWidth > frame.clientWidth;
  frame.classList.toggle("fits", !wide);
  if (!wide) {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    return;
  }
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", `${nameOf(frame)}（可左右滚动）`);
};
const frames = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));
const watch = (root) =>
  root.querySelectorAll(".table-wrap").forEach((frame) => {
    fit(frame); // at once: the observer comes only with the next picture
    frames.observe(frame);
  });
watch(document);
document.body.addEventListener("htmx:load", (event) => watch(event.detail.elt));

// A field that saves itself when it is left: after that there is nothing to lose on the page.
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.hasAttribute("data-saves")) touched = false;
});

// Characters are counted while one types, as the official form counts them.
document.addEventListener("input", (event) => {
  const limit = event.target.dataset?.limit;
  const told = limit && document.querySelector(`[data-count-of="${event.target.id}"]`);
  if (!told) return;
  const length = [...event.target.value.replace(/[\r\n]/g, "").trim()].length;
  told.textContent = `限${limit}字，已写${length}字${length > limit ? `，超出${length - limit}字` : ""}`;
  told.classList.toggle("field-error", length > limit);
});

// Fields that are copied into another system one by one.
if (document.querySelector("[data-copy]")) import("./copying.js").then(({ watchCopying }) => watchCopying());
