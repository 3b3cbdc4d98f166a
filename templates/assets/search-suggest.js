// Suggestions under a search field of any page: the combobox pattern of the ARIA practices.
import { Index, write } from "./search-engine.js";

const SHOWN = 6;

export function begin(form) {
  const field = form.elements.q;
  const index = new Index(new URL(form.action), document.documentElement.lang);
  const box = document.createElement("ul");
  const status = document.createElement("span");
  box.id = "suggestions";
  box.role = "listbox";
  box.className = "suggestions";
  box.hidden = true;
  status.role = "status";
  status.className = "unseen";
  box.ariaLabel = field.labels[0]?.textContent.trim() || field.ariaLabel || "";
  form.append(box, status);
  field.role = "combobox";
  field.autocomplete = "off";
  field.ariaAutoComplete = "list";
  field.setAttribute("aria-controls", box.id);
  let turn = 0;
  let chosen = -1;

  function choose(number) {
    const options = [...box.children];
    chosen = number;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    turn++;
    box.hidden = true;
    field.ariaExpanded = "false";
    choose(-1);
  }

  function option(number, url) {
    const item = document.createElement("li");
    item.id = `suggestion-${number}`;
    item.role = "option";
    item.addEventListener("pointerdown", event => event.preventDefault());
    item.addEventListener("click", () => (url ? location.assign(url) : form.requestSubmit()));
    return item;
  }

  async function suggest() {
    const mine = ++turn;
    const query = field.value.trim();
    if (!query) return close();
    try {
      const { hits, needles } = await index.find(query);
      const { parts, titles } = await index.open();
      const canvases = await Promise.all(hits.slice(0, SHOWN).map(hit => index.show(hit.doc)));
      const count = await index.say(hits.length ? "results" : "none", { count: hits.length });
      const all = await index.say("all", { query });
      if (mine !== turn) return;
      const options = canvases.map((canvas, number) => {
        const part = hits[number].parts[0];
        const item = option(number, canvas.url + (parts[part] ? `#${parts[part]}` : ""));
        const title = document.createElement("span");
        title.lang = canvas.lang;
        title.dir = canvas.dir;
        write(title, canvas.title, needles);
        const note = document.createElement("span");
        note.className = "label";
        note.textContent = [canvas.date, titles[part]].filter(Boolean).join(" · ");
        item.append(title, " ", note);
        return item;
      });
      const last = option(options.length);
      last.textContent = hits.length ? all : count;
      box.replaceChildren(...options, last);
      box.hidden = false;
      field.ariaExpanded = "true";
      status.textContent = count;
      choose(-1);
    } catch {
      close(); // the form still leads to the search page, which says what is wrong
    }
  }

  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 120);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    const count = box.children.length;
    if (event.key === "ArrowDown" && box.hidden) suggest();
    else if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp" && !box.hidden) choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) box.children[chosen].click();
    else if (event.key === "Escape" && !box.hidden) close();
    else return;
    event.preventDefault();
  });
  field.ariaExpanded = "false";
  if (document.activeElement === field) suggest();
}
