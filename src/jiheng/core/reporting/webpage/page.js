"use strict";
(() => {
  const told = JSON.parse(document.getElementById("origins").textContent);
  const card = document.getElementById("origin");
  let from = null;
  const make = (tag, words) => { const node = document.createElement(tag); node.textContent = words; return node; };
  const close = (back) => {
    if (card.hidden) return;
    card.hidden = true;
    from.setAttribute("aria-expanded", "false");
    if (back) from.focus();
  };
  const open = (link) => {
    close(false);
    from = link;
    const parts = [];
    for (const at of link.dataset.f.split(" ")) {
      const [name, ...rows] = told[at];
      const list = document.createElement("dl");
      for (const [term, words] of rows) list.append(make("dt", term), make("dd", words));
      parts.push(make("h2", name), list);
    }
    const button = make("button", "关闭");
    button.type = "button";
    button.addEventListener("click", () => close(true));
    card.replaceChildren(...parts, button);
    card.hidden = false;
    link.setAttribute("aria-expanded", "true");
    card.focus();
  };
  for (const link of document.querySelectorAll("a.n[data-f]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => { event.preventDefault(); link === from && !card.hidden ? close(true) : open(link); });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
})();
