"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const pane = one("#doc"), pop = one("#pop"), cards = all(".card"), form = one(".filter"), toggle = one("#toggle");
  const tabs = all('[role="tab"]');
  let chosen = null;      // the card that is open
  let pinned = null;      // the number whose explanation stays
  let back = null;        // where Esc leads from the document

  // -- tabs ------------------------------------------------------------------------------------------------------------
  function show(tab, focus) {
    for (const other of tabs) {
      const is = other === tab;
      other.setAttribute("aria-selected", String(is));
      other.tabIndex = is ? 0 : -1;
      one("#" + other.getAttribute("aria-controls")).classList.toggle("cur", is);
    }
    if (focus) tab.focus();
  }
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => show(tab, false));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(tabs[(to + tabs.length) % tabs.length], true);
    });
  });

  // -- from a finding to its place and back ---------------------------------------------------------------------------
  const marksOf = (number) => all(`.m[data-k~="${number}"]`);
  const link = (card) => one(".go", card);

  function choose(card, { scroll = true, document: alsoDocument = true } = {}) {
    if (chosen && chosen !== card) chosen.classList.remove("on");
    all(".m.on, .n.on").forEach((mark) => mark.classList.remove("on"));
    chosen = card;
    for (const other of cards) link(other).setAttribute("aria-expanded", String(other === card));
    if (!card) return;
    show(tabs[0], false);
    card.classList.add("on");
    const marks = marksOf(card.id.slice(1));
    marks.forEach((mark) => mark.classList.add("on"));
    const room = card.closest(".body").clientHeight;
    if (scroll) card.scrollIntoView({ block: card.offsetHeight > room ? "start" : "nearest" });
    if (alsoDocument && marks.length) bring(marks[0]);
  }
  // What is far away has no layout yet: the first scroll makes it, the second one hits.
  function bring(mark) {
    mark.scrollIntoView({ block: "center", inline: "nearest" });
    requestAnimationFrame(() => mark.scrollIntoView({ block: "center", inline: "nearest" }));
  }
  function visit(id, from) {
    const mark = document.getElementById(id);
    if (!mark) return;
    back = from || back;
    if (!mark.hasAttribute("tabindex") && mark.tagName !== "A") mark.tabIndex = -1;
    all(".n.on:not(.m), .at.on").forEach((other) => other.classList.remove("on"));
    mark.classList.add("on");
    bring(mark);
    mark.focus({ preventScroll: true });
  }
  for (const card of cards) {
    const go = link(card);
    go.setAttribute("aria-expanded", "false");
    card.addEventListener("click", (event) => {
      if (event.target.closest("a.to, summary, .answer")) return;
      if (String(getSelection()).length && !event.target.closest(".go")) return;
      event.preventDefault();
      choose(card);
      const target = go.getAttribute("href").slice(1);
      if (event.target.closest(".go") && target[0] === "c") visit(target, go);
    });
  }
  document.addEventListener("click", (event) => {
    const to = event.target.closest("a.to");
    if (to) {
      event.preventDefault();
      visit(to.hash.slice(1), to);
      return;
    }
    const mark = event.target.closest(".m");
    if (mark && pane.contains(mark)) {
      event.preventDefault();
      toCard(mark);
    }
    const number = event.target.closest(".n");
    if (number && pane.contains(number)) explain(number, true);
    else if (!event.target.closest("#pop")) hide();
  });
  // A mark of several findings leads to each in turn.
  function toCard(mark) {
    const numbers = mark.dataset.k.split(" ");
    const now = chosen ? numbers.indexOf(chosen.id.slice(1)) : -1;
    const number = numbers[(now + 1) % numbers.length];
    const card = one("#F" + number);
    if (card.hidden) { form.reset(); filter(); }
    choose(card, { document: false });
    link(card).focus({ preventScroll: true });
  }

  // -- filter ----------------------------------------------------------------------------------------------------------
  const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  function filter() {
    const levels = new Set(all('[data-sev][aria-pressed="true"]', form).map((button) => button.dataset.sev));
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    const hidden = new Set();
    for (const card of cards) {
      const { sev, cat, code } = card.dataset;
      const fits = levels.has(sev) && (!form.cat.value || cat === form.cat.value) && (!form.code.value || code === form.code.value)
        && words.every((word) => texts.get(card).includes(word));
      card.hidden = !fits;
      if (fits) count += 1;
      else hidden.add(card.id.slice(1));
    }
    one("#shown").textContent = count === cards.length ? `共 ${count} 项` : `列出 ${count} 项，共 ${cards.length} 项`;
    for (const mark of all(".m")) mark.classList.toggle("off", mark.dataset.k.split(" ").every((number) => hidden.has(number)));
    if (chosen && chosen.hidden) choose(null);
  }
  if (form) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => {
      all("[data-sev]", form).forEach((button) => button.setAttribute("aria-pressed", "true"));
      setTimeout(filter);
    });
    all("[data-sev]", form).forEach((button) => button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    }));
  }

  // -- a number and what is known of it --------------------------------------------------------------------------------
  function element(name, words, inside) {
    const made = document.createElement(name);
    made.textContent = words;
    inside.append(made);
    return made;
  }
  function explain(number, pin) {
    const row = one("#r" + number.dataset.f);
    if (!row) return;
    const cells = [...row.cells].map((cell) => cell.textContent);
    pop.replaceChildren();
    element("b", cells[0], pop);
    element("span", `${cells[3]}${cells[4]}`, pop);
    const list = element("dl", "", pop);
    for (const line of [`年度、口径：${[cells[2], cells[1]].filter(Boolean).join(" ") || "未写明"}`, ...row.dataset.more.split("\n")]) {
      const at = line.indexOf("：");
      element("dt", line.slice(0, at), list);
      element("dd", line.slice(at + 1).replaceAll("；", "\n"), list);
    }
    pop.hidden = false;
    pop.style.maxHeight = "";
    const box = number.getBoundingClientRect(), own = pop.getBoundingClientRect();
    const under = innerHeight - box.bottom - 16, over = box.top - 16, below = own.height < under || under > over;
    const height = Math.min(own.height, below ? under : over);
    pop.style.maxHeight = height + "px";
    pop.style.left = Math.max(8, Math.min(box.left, innerWidth - own.width - 8)) + "px";
    pop.style.top = (below ? box.bottom + 8 : box.top - height - 8) + "px";
    if (pin) {
      pinned = number;
      all(".n.on:not(.m)").forEach((other) => other.classList.remove("on"));
      if (!number.classList.contains("m")) number.classList.add("on");
    }
  }
  function hide() {
    pop.hidden = true;
    pinned = null;
  }
  let timer = 0;
  pane.addEventListener("pointerover", (event) => {
    const number = event.target.closest(".n");
    clearTimeout(timer);
    if (event.pointerType !== "mouse" || pinned) return;
    if (number) timer = setTimeout(() => explain(number, false), 250);
    else timer = setTimeout(() => { if (!pinned && !pop.matches(":hover")) pop.hidden = true; }, 350);
  });
  pop.addEventListener("pointerleave", () => { if (!pinned) pop.hidden = true; });
  pane.addEventListener("scroll", () => { if (!pinned || document.activeElement !== pinned) hide(); }, { passive: true });
  toggle.addEventListener("click", () => {
    const is = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(is));
    root.classList.toggle("show-u", is);
  });

  // -- the facts table -------------------------------------------------------------------------------------------------
  const facts = one("#facts");
  if (facts) {
    const body = facts.tBodies[0];
    const collator = new Intl.Collator("zh", { numeric: true });
    all("thead th", facts).forEach((head, column) => one("button", head).addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      all("thead th", facts).forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows].map((row) => [row.cells[column], row]);
      const ranked = rows.length && rows[0][0].dataset.s !== undefined;
      const compare = ranked ? (a, b) => a[0].dataset.s - b[0].dataset.s : (a, b) => collator.compare(a[0].textContent, b[0].textContent);
      rows.sort((a, b) => (up ? 1 : -1) * compare(a, b));
      body.append(...rows.map((pair) => pair[1]));
    }));
    body.addEventListener("click", (event) => {
      const row = event.target.closest("tr"), to = row && one("a.to", row);
      if (to && !event.target.closest("a") && !String(getSelection()).length) visit(to.hash.slice(1), to);
    });
  }

  // -- keyboard --------------------------------------------------------------------------------------------------------
  function step(by) {
    const open = cards.filter((card) => !card.hidden);
    if (!open.length) return;
    const at = open.indexOf(chosen);
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : Math.max(0, Math.min(open.length - 1, at + by))];
    choose(next);
    link(next).focus({ preventScroll: true });
  }
  function walk(by) {
    const numbers = all(".n", pane);
    const here = document.activeElement.closest ? document.activeElement.closest(".n") : null;
    const top = pane.getBoundingClientRect().top;
    const at = here ? numbers.indexOf(here) + by : numbers.findIndex((number) => number.getBoundingClientRect().bottom > top);
    const number = numbers[Math.max(0, Math.min(numbers.length - 1, at))];
    if (!number) return;
    number.focus({ preventScroll: true });
    number.scrollIntoView({ block: "nearest" });
    explain(number, true);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (!pop.hidden) hide();
      else if (pane.contains(document.activeElement)) (back && back.isConnected ? back : chosen ? link(chosen) : tabs[0]).focus();
      else if (typing) event.target.blur();
      return;
    }
    if (typing) return;
    const inList = event.target.closest("#p-findings"), inPane = pane.contains(event.target);
    if (event.key === "j" || (inList && event.key === "ArrowDown")) step(1);
    else if (event.key === "k" || (inList && event.key === "ArrowUp")) step(-1);
    else if (inPane && event.key === "ArrowRight") walk(1);
    else if (inPane && event.key === "ArrowLeft") walk(-1);
    else if (event.key === "/" && form) { show(tabs[0], false); form.q.focus(); }
    else if (event.key === "u") toggle.click();
    else return;
    event.preventDefault();
  });

  // A table wider than its pane can be scrolled with the keyboard; looked at when it comes near the screen.
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  }, { root: pane, rootMargin: "200px" });
  const watch = () => all(".tw").forEach((wide) => { near.unobserve(wide); near.observe(wide); });
  new ResizeObserver(watch).observe(pane);
})();
