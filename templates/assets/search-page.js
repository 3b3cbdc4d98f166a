// The search page: what was found, as the address asks for it.
import { Index, write } from "./search-engine.js";

const PAGE = 10;
const PARTS = 3;

function made(name, values = {}, ...children) {
  const element = Object.assign(document.createElement(name), values);
  element.append(...children);
  return element;
}

export function begin(form) {
  const index = new Index(new URL(form.action), document.documentElement.lang);
  const place = document.getElementById(form.dataset.results);
  const list = place.querySelector("ol");
  const status = place.querySelector("[role=status]");
  const rest = document.querySelectorAll("[data-without-results]");
  let turn = 0;

  const wanted = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const asked = () => Object.fromEntries(wanted());
  const links = () => [...list.querySelectorAll("a")];

  async function result(hit, needles, section) {
    const canvas = await index.show(hit.doc);
    const tongue = { lang: canvas.lang, dir: canvas.dir };
    const title = made("span", tongue);
    write(title, canvas.title, needles);
    const link = made("a", { href: canvas.url }, title);
    if (canvas.date) link.append(" ", made("span", { className: "when" }, canvas.date));
    const item = made("li", {}, made("h2", {}, link));
    const { parts, titles } = await index.open();
    const texts = await index.text(canvas.slug);
    if (hit.named) {
      // Filed under these words, which stand behind the title.
      const names = made("p", { ...tongue, className: "label" });
      write(names, texts[0].split(" · ").slice(1).join(" · "), needles);
      item.append(names);
    }
    for (const part of hit.parts.slice(0, PARTS)) {
      const excerpt = made("p", tongue);
      write(excerpt, texts[part], needles, false);
      const name = titles[part] || (await index.say("rest"));
      const address = parts[part] ? `${canvas.url}#${parts[part]}` : canvas.url;
      item.append(made("div", {}, made("a", { className: "label", href: address }, name), excerpt));
    }
    return item;
  }

  async function answer() {
    const mine = ++turn;
    const question = asked();
    try {
      const empty = Object.keys(question).length === 0;
      const found = empty ? { hits: [], needles: [], mended: [] } : await index.find(question.q ?? "", question);
      const lines = [];
      for (const [word, other] of found.mended) lines.push(await index.say("mended", { word, other }));
      if (!empty) lines.push(await index.say(found.hits.length ? "results" : "none", { count: found.hits.length }));
      const first = await Promise.all(found.hits.slice(0, PAGE).map(hit => result(hit, found.needles)));
      const label = await index.say("more");
      if (mine !== turn) return;
      status.textContent = lines.join(" ");
      const at = links().indexOf(document.activeElement);
      list.replaceChildren(...first);
      if (at >= 0) (links()[at] ?? form.elements.q).focus(); // or it would be lost with its link
      place.querySelector("button")?.remove();
      for (const section of rest) section.hidden = found.hits.length > 0;
      if (found.hits.length > PAGE) place.append(more(found, label));
    } catch {
      if (mine === turn) status.textContent = form.dataset.failed;
    }
  }

  function more(found, label) {
    const button = made("button", { type: "button" }, label);
    button.addEventListener("click", async () => {
      const shown = list.children.length;
      const next = await Promise.all(found.hits.slice(shown, shown + PAGE).map(hit => result(hit, found.needles)));
      list.append(...next);
      next[0]?.querySelector("a").focus();
      if (list.children.length >= found.hits.length) button.remove();
    });
    return button;
  }

  const here = () => `${location.pathname}${[...wanted()].length ? `?${wanted()}` : ""}`;
  function fromAddress() {
    const given = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = given.get(field.name) ?? "";
    answer();
  }

  let timer;
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", here());
      answer();
    }, 150);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(timer);
    if (`${location.pathname}${location.search}` !== here()) history.pushState(null, "", here());
    answer();
  });
  for (const select of form.querySelectorAll("select")) {
    select.addEventListener("change", () => {
      history.pushState(null, "", here());
      answer();
    });
  }
  addEventListener("popstate", fromAddress);

  // Arrows go through what was found; Escape goes back to the field, and there empties it.
  document.addEventListener("keydown", event => {
    const field = form.elements.q;
    const at = links().indexOf(document.activeElement);
    const inField = document.activeElement === field;
    if (event.isComposing || (!inField && at < 0)) return;
    if (event.key === "ArrowDown") links()[Math.min(at + 1, links().length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links()[at - 1] ?? field).focus();
    else if (event.key === "Escape" && at >= 0) field.focus();
    else if (event.key === "Escape" && field.value) {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    } else return;
    event.preventDefault();
  });

  // What was typed or chosen while this was being fetched is asked now.
  if (location.search) fromAddress();
  else if ([...wanted()].length) answer();
}
