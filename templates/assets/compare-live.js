// Any two to four canvases side by side: what the address names, and a field to choose others.
import { equip } from "./compare.js";

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MOST = 4;
const SHOWN = 8;
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function begin(root) {
  const base = new URL("./", location.href);
  const [field, box, list, status] = ["input", "[role=listbox]", ".chosen", "[role=status]"].map(one => root.querySelector(one));
  const live = document.getElementById("live");
  const listed = document.querySelectorAll(".listed");
  const canonical = document.querySelector("link[rel=canonical]");
  const before = { title: document.title, canonical: canonical?.href };
  const kept = new Map();
  let turn = 0;
  let active = -1;
  let known; // what there is to choose from, once it was fetched

  const fetched = url => {
    if (!kept.has(url.href))
      kept.set(url.href, fetch(url).then(answer => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))).catch(error => {
        kept.delete(url.href);
        throw error;
      }));
    return kept.get(url.href);
  };
  const open = async () => {
    const [drawing, names, phrases] = await Promise.all([
      import("./compare-draw.js"), fetched(new URL("canvases.json", base)), fetched(new URL("phrases.json", base)),
    ]);
    const canvases = names.map(([slug, title, date, lang, dir, pairs], place) => ({ slug, title, date, lang, dir, pairs, place, plain: ` ${plain(`${title} ${date}`)}` }));
    known = { ...drawing, canvases, by: new Map(canvases.map(canvas => [canvas.slug, canvas])), speech: new drawing.Speech(phrases), blocks: phrases.blocks };
    return known;
  };
  const asked = () => [...new Set((new URL(location.href).searchParams.get("c") ?? "").split(",").map(slug => slug.trim()).filter(Boolean))];
  const wanted = () => asked().filter(slug => SLUG.test(slug) && known.by.has(slug)).slice(0, MOST);
  const called = canvas => canvas.title + (canvas.date ? ` (${canvas.date})` : "");

  function go(slugs, said) {
    const url = new URL(base);
    if (slugs.length) url.search = `?c=${slugs.join(",")}`;
    history.pushState(null, "", url);
    show(said);
  }

  async function show(said = "") {
    const mine = ++turn;
    try {
      await open();
      const slugs = wanted();
      const { h, speech } = known;
      list.replaceChildren(...slugs.map(slug => {
        const canvas = known.by.get(slug);
        const button = h("button", { type: "button", "aria-label": speech.text("chooser.remove", { name: called(canvas) }) }, "×");
        button.addEventListener("click", () => {
          go(wanted().filter(other => other !== slug), speech.text("chooser.removed", { name: called(canvas) }));
          field.focus();
        });
        return h("li", {}, h("span", speech.of(canvas), canvas.title), canvas.date && ` (${canvas.date})`, " ", button);
      }));
      list.hidden = !slugs.length;
      const lost = asked().some(slug => !known.by.has(slug));
      const note = lost ? "chooser.unknown" : asked().length > MOST ? "chooser.most" : slugs.length === 1 ? "chooser.more" : "";
      const canvases = slugs.length > 1 ? await Promise.all(slugs.map(prepared)) : [];
      if (mine !== turn) return;
      display(canvases, slugs);
      status.textContent = [said, note && speech.text(note)].filter(Boolean).join(" ");
    } catch {
      if (mine !== turn) return;
      display([], []);
      status.textContent = root.dataset.failed;
    }
  }

  async function prepared(slug) {
    const { unfold } = await import("./compare-sums.js");
    const page = new URL(`../canvases/${slug}/`, base);
    const canvas = await fetched(new URL("compare.json", page));
    return { ...unfold(canvas), url: page, page: page.href };
  }

  function display(canvases, slugs) {
    for (const part of listed) part.hidden = canvases.length > 0;
    document.title = before.title;
    if (canonical) canonical.href = before.canonical;
    live.replaceChildren();
    if (!canvases.length) return;
    const own = ready(slugs);
    const drawn = known.draw(known.inOrder(canvases), known.speech, known.blocks, { list: base.href, about: new URL("../about/#likeness", base).href, own });
    live.append(...drawn.content);
    equip(drawn.comparing);
    document.title = before.title.replace(/^.*?(?= – |$)/, () => drawn.title);
    if (own && canonical) canonical.href = own;
  }

  // The page that was made for a pair, if there is one.
  function ready(slugs) {
    const [one, other] = slugs.map(slug => known.by.get(slug));
    const name = [...slugs].sort().join("-vs-");
    const made = slugs.length === 2 && (one.pairs.includes(other.place) || other.pairs.includes(one.place));
    return made && name.length <= 200 && name.split("-vs-").length === 2 ? new URL(`${name}/`, base).href : "";
  }

  function choose(number) {
    active = number;
    [...box.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", box.children[active].id);
    box.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    box.hidden = true;
    field.ariaExpanded = "false";
    choose(-1);
  }

  async function suggest() {
    const query = plain(field.value).split(/\s+/).filter(Boolean);
    try {
      await (known ?? open());
    } catch {
      status.textContent = root.dataset.failed;
      return;
    }
    const { h, speech } = known;
    const taken = wanted();
    if (taken.length === MOST) {
      close();
      status.textContent = speech.text("chooser.most");
      return;
    }
    const found = known.canvases.filter(canvas => !taken.includes(canvas.slug) && query.every(word => canvas.plain.includes(` ${word}`)));
    box.replaceChildren(...found.slice(0, SHOWN).map((canvas, at) => {
      const option = h("li", { role: "option", id: `option-${at}`, "aria-selected": "false" },
        h("span", speech.of(canvas), canvas.title), canvas.date && [" ", h("span", { class: "label" }, canvas.date)]);
      option.addEventListener("pointerdown", event => event.preventDefault());
      option.addEventListener("click", () => {
        field.value = "";
        close();
        go([...wanted(), canvas.slug], speech.text("chooser.added", { name: called(canvas) }));
      });
      return option;
    }));
    box.hidden = !found.length;
    field.ariaExpanded = String(!box.hidden);
    choose(-1);
    status.textContent = found.length ? speech.text("chooser.found", { count: found.length }) : speech.text("chooser.none");
  }

  field.addEventListener("input", suggest);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    const count = box.children.length;
    if (event.key === "ArrowDown" && box.hidden) suggest();
    else if (event.key === "ArrowDown") choose(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp" && !box.hidden) choose(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Enter") box.children[active]?.click();
    else if (event.key === "Escape" && !box.hidden) close();
    else return;
    event.preventDefault();
  });
  addEventListener("popstate", () => show());
  root.hidden = false;
  if (location.search) show();
  if (location.hash === "#choose") field.focus();
  if (field.value) suggest(); // who is faster than the script
}
