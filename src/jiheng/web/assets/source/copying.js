// The copy-out sheet: a click, or Enter on a button, copies one field, says so, and goes on to the next.
const MARKS = "copy-marks";

async function put(text) {
  // Outside https and localhost browsers have no clipboard interface; the old way works everywhere.
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by the browser's settings: try the old way.
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

function say(words) {
  const place = document.querySelector("[data-copied]");
  if (place) place.textContent = words;
}

export function watchCopying() {
  const box = document.querySelector("[data-copy-marks]");
  if (box) {
    box.checked = localStorage.getItem(MARKS) === "1";
    box.addEventListener("change", () => localStorage.setItem(MARKS, box.checked ? "1" : "0"));
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const row = button.closest("tr");
    const buttons = [...document.querySelectorAll("[data-copy]")];
    const next = buttons[buttons.indexOf(button) + 1];
    const done = await put(button.dataset.copy);
    button.textContent = done ? "已复制" : "请手工复制";
    say(`${done ? "已复制" : "浏览器不让复制，请选中内容手工复制"}：${button.getAttribute("aria-label").replace("复制：", "")}`);
    if (!done) return;
    const mark = row.querySelector("[data-mark]");
    if (box?.checked && mark) mark.form.requestSubmit(mark);
    next?.focus();
  });
}
