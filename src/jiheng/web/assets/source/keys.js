// The keyboard: single keys while nothing is being typed, Ctrl+S and Ctrl+Enter in forms. The dialog of base.html lists them.
// Keys are told by their place (event.code): under a Chinese input method "/" would be "、" and "?" would be "？".
const dialog = document.querySelector("[data-keys]");
const single = dialog?.querySelector("[data-single-keys]");
const KEPT = "jiheng-single-keys";
const kept = () => {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
};
if (single) {
  single.checked = kept();
  single.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, single.checked ? "on" : "off");
    } catch {
      // then the choice lasts as long as the page
    }
  });
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-keys]")) dialog?.showModal();
  if (event.target.closest("[data-close-keys]") || event.target === dialog) dialog?.close();
});

const seen = (element) => element && element.getClientRects().length > 0;
const follow = (selector) => document.querySelector(selector)?.click();

function begin(place) {
  if (place.matches("a")) return place.click();
  if (place.matches("details")) place.open = true;
  const field = [...place.querySelectorAll("input:not([type=hidden]), select, textarea")].find(seen);
  (field ?? place.querySelector("button"))?.focus();
}

// Where a page has several places to add at, the key leads to the next one each time.
let last = null;
function newRow() {
  const places = [...document.querySelectorAll("[data-new], #new, #add, details.add:not(td *)")].filter(seen);
  const place = places[places.indexOf(last) + 1] ?? places[0];
  last = place;
  if (place) begin(place);
}
// A link may lead right to such a place; the browser goes there by itself first, and takes the focus away with that.
const asked = document.getElementById(location.hash.slice(1));
if (asked?.matches("details.add")) window.addEventListener("load", () => setTimeout(() => begin((last = asked)), 50));

const SINGLE = {
  Slash: () => document.querySelector("[data-search]")?.focus(),
  KeyH: () => follow(".brand"),
  KeyN: newRow,
  KeyM: () => {
    const menu = document.querySelector("[data-menu]");
    if (seen(menu) && !document.body.classList.contains("menu-open")) menu.click();
    (document.querySelector(".side [aria-current]") ?? document.querySelector(".side a"))?.focus();
  },
  BracketLeft: () => follow("a[rel=prev]"),
  BracketRight: () => follow("a[rel=next]"),
};

// Esc leaves a form: what was opened to add is closed, with what was typed in it; elsewhere the page has the keys again.
function leave(field) {
  const panel = field.closest("details.add[open]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  } else document.querySelector("main")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || event.altKey) return;
  const typing = event.target.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  if (event.ctrlKey || event.metaKey) {
    if ((event.code !== "KeyS" && event.key !== "Enter") || event.shiftKey || dialog?.open) return;
    const form = event.target.closest?.("form[data-keep]") ?? (event.key === "Enter" ? null : document.querySelector("form[data-keep]"));
    const button = form?.querySelector("button[type=submit], button:not([type])");
    if (!button || button.disabled) return;
    event.preventDefault();
    form.requestSubmit(button);
    return;
  }
  if (event.key === "Escape" && !dialog?.open && event.target.closest?.("main form")) return leave(event.target);
  if (typing || dialog?.open) return;
  if (event.code === "Slash" && event.shiftKey) {
    event.preventDefault();
    dialog?.showModal();
  } else if (kept() && single?.checked !== false && !event.shiftKey && SINGLE[event.code]) {
    event.preventDefault();
    SINGLE[event.code]();
  }
});
