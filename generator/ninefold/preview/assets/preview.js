// The preview in the browser: shows every save at once, and findings where they are.
// All that comes from posts is set as text. What is new is never told by a message: each one
// only has the state of this page asked for again, so that none can come late or get lost.

const TAG = 'script[src="/_preview/preview.js"]';
const tag = document.querySelector(TAG);
const known = { ...tag.dataset };
const root = document.documentElement;

// --- Elements -----------------------------------------------------------------------------

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

const host = document.createElement("ninefold-preview");
const shadow = host.attachShadow({ mode: "open" });
const frame = make("section", { className: "frame", hidden: true, role: "alert" });
const panel = make("aside", { className: "panel", hidden: true, id: "panel" });
const badge = make("button", { className: "badge", type: "button", hidden: true });
badge.setAttribute("aria-expanded", "false");
badge.setAttribute("aria-controls", "panel");
panel.setAttribute("aria-label", "Findings");
frame.setAttribute("aria-label", "What stops this page");
const sheet = make("link", { rel: "stylesheet", href: "/_preview/preview.css" });
shadow.append(sheet, frame, panel, badge);
root.append(host);
const marks = make("link", { rel: "stylesheet", href: "/_preview/marks.css" });
marks.dataset.ninefold = "";
document.head.append(marks);

// --- The page itself ----------------------------------------------------------------------

const scripts = (page) => [...page.querySelectorAll("head script[src]:not([data-ninefold])")].map((it) => it.getAttribute("src").split("?")[0]);
const around = (page) => [...page.querySelectorAll("body > header, body > footer, body > nav")].map((it) => it.outerHTML).join("\n");
let frameOfPage = around(document);

// Metadata of the head; scripts and style sheets stay.
const metadata = (page) => [...page.head.children].filter((it) => !it.matches("script[src], link[rel=stylesheet], style, [data-ninefold]"));

const swap = async () => {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const mark = page.querySelector(TAG);
  const [here, there] = [document, page].map((it) => it.querySelectorAll("main"));
  const whole = answer.redirected || !mark || here.length !== 1 || there.length !== 1;
  if (whole || scripts(page).join() !== scripts(document).join() || around(page) !== frameOfPage) {
    location.reload();
    return;
  }
  const place = [scrollX, scrollY];
  const focused = here[0].contains(document.activeElement) ? document.activeElement.id : "";
  for (const name of ["lang", "dir"]) root.setAttribute(name, page.documentElement.getAttribute(name) ?? "");
  document.body.className = page.body.className;
  metadata(document).forEach((it) => it.remove());
  document.head.prepend(...metadata(page).map((it) => document.importNode(it, true)));
  const main = document.importNode(there[0], true);
  for (const { name } of [...here[0].attributes]) here[0].removeAttribute(name);
  for (const { name, value } of main.attributes) here[0].setAttribute(name, value);
  here[0].replaceChildren(...main.childNodes);
  Object.assign(known, mark.dataset);
  frameOfPage = around(page);
  run();
  scrollTo({ left: place[0], top: place[1], behavior: "instant" });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
};

// Scripts that work on what is in `main` (deferred ones and modules) meet a new one.
let runs = 0;
const run = () => {
  runs += 1;
  for (const old of document.querySelectorAll("head script[src]:is([defer], [type=module]):not([data-ninefold])")) {
    const script = document.createElement("script");
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.setAttribute("src", `${old.getAttribute("src").split("?")[0]}?preview=${runs}`);
    old.replaceWith(script);
  }
};

const restyle = () => {
  for (const link of document.querySelectorAll("head link[rel=stylesheet]:not([data-ninefold])")) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("preview", known.styles);
    const next = link.cloneNode();
    next.href = url.href;
    // The old one goes when the new one is there, so that nothing flashes.
    next.onload = next.onerror = () => link.remove();
    link.after(next);
  }
};

// --- Findings -----------------------------------------------------------------------------

const ORDER = ["error", "warning", "hint"];
const worst = (findings) => ORDER.find((it) => findings.some((finding) => finding.severity === it)) ?? "";
const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const listing = (counts) => ORDER.filter((it) => counts[it]).map((it) => count(counts[it], it)).join(", ");
const tally = (findings) => Object.fromEntries(ORDER.map((it) => [it, findings.filter((f) => f.severity === it).length]));

const placeOf = (finding) => (finding.editor
  ? make("a", { href: finding.editor, className: "place" }, finding.place)
  : make("span", { className: "place" }, finding.place));

const codeOf = (finding) => make("p", { className: "kind" },
  make("span", { className: "severity" }, finding.severity), " ", finding.code && make("code", {}, finding.code), finding.code && " ", placeOf(finding));

const clear = () => {
  document.querySelectorAll(".ninefold-notes").forEach((it) => it.remove());
  document.querySelectorAll("[data-ninefold-severity]").forEach((it) => it.removeAttribute("data-ninefold-severity"));
};

const mark = (findings) => {
  clear();
  const blocks = Map.groupBy
    ? Map.groupBy(findings.filter((it) => it.block), (it) => it.block)
    : findings.filter((it) => it.block).reduce((all, it) => all.set(it.block, [...(all.get(it.block) ?? []), it]), new Map());
  for (const [block, some] of blocks) {
    const section = document.getElementById(block);
    if (!section?.closest("main")) continue;
    section.dataset.ninefoldSeverity = worst(some);
    const cell = document.querySelector(`main .poster a[href="#${CSS.escape(block)}"]`)?.closest("li");
    if (cell) cell.dataset.ninefoldSeverity = worst(some);
    const items = some.map((it) => {
      const item = make("li", {}, make("b", {}, `${it.code} `), it.message, " ", make("span", {}, it.help));
      item.dataset.severity = it.severity;
      return item;
    });
    const notes = make("ul", { className: "ninefold-notes", lang: "en", dir: "ltr" }, ...items);
    notes.setAttribute("aria-label", "Findings");
    // Inside the section's heading, so that the layout of its text stays.
    const head = section.querySelector(":scope > header");
    if (head) head.append(notes);
    else section.prepend(notes);
  }
};

const mend = async (finding, token, button) => {
  button.disabled = true;
  const { post, line, column, code } = finding;
  let text = "The preview cannot be reached.";
  try {
    const answer = await fetch("/_preview/mend", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Ninefold-Token": token },
      body: JSON.stringify({ post, line, column, code }),
    });
    text = answer.ok || answer.status < 500 ? (await answer.json()).text : text;
    if (!answer.ok) button.disabled = false;
  } catch {
    button.disabled = false;
  }
  button.after(make("span", { className: "told", role: "status" }, text));
};

const itemOf = (finding, token) => {
  const item = make("li", {}, codeOf(finding), make("p", { className: "message" }, finding.message), make("p", { className: "help" }, finding.help));
  item.dataset.severity = finding.severity;
  const acts = make("p", { className: "acts" });
  if (finding.fix && token) {
    const button = make("button", { type: "button" }, finding.fix === "safe" ? "Mend" : "Mend, and look at it");
    button.addEventListener("click", () => mend(finding, token, button));
    acts.append(button);
  }
  if (finding.block && document.getElementById(finding.block)) acts.append(make("a", { href: `#${finding.block}` }, "Show in the page"));
  if (acts.childNodes.length) item.append(acts);
  return item;
};

let open = false;
try {
  open = sessionStorage.getItem("ninefold-panel") === "open";
} catch { /* storage may be forbidden */ }
const turn = (wish) => {
  open = wish;
  panel.hidden = !open;
  badge.setAttribute("aria-expanded", `${open}`);
  try {
    sessionStorage.setItem("ninefold-panel", open ? "open" : "");
  } catch { /* then it is not remembered */ }
};
badge.addEventListener("click", () => turn(!open));
shadow.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open) return;
  turn(false);
  badge.focus();
});

const showPanel = (state) => {
  const own = state.posts.length > 0;
  const counts = own ? tally(state.findings) : state.counts;
  const words = listing(counts) || "no findings";
  const title = own ? state.posts.join(", ") : "All posts";
  const items = state.findings.map((finding) => itemOf(finding, state.token));
  const desk = make("a", { href: "/_preview/" }, "The desk: all canvases and findings");
  panel.replaceChildren(
    make("header", {}, make("h2", {}, title), make("p", {}, words)),
    items.length ? make("ol", {}, ...items) : make("p", { className: "nothing" }, own ? "Nothing to mend on this page." : "The desk lists them all."),
    state.more ? make("p", {}, `And ${count(state.more, "finding")} more.`) : "",
    make("footer", {}, desk, make("p", {}, `In all posts: ${listing(state.counts) || "no findings"}.`)),
  );
  badge.replaceChildren(...ORDER.filter((it) => counts[it]).map((it) => {
    const part = make("span", {}, `${counts[it]}`);
    part.dataset.severity = it;
    return part;
  }));
  if (!badge.childNodes.length) badge.append(make("span", { className: "fine" }, "✓"));
  badge.setAttribute("aria-label", `Findings: ${words}`);
  badge.title = words;
  badge.hidden = false;
  panel.hidden = !open;
  badge.setAttribute("aria-expanded", `${open}`);
};

// --- The frame over a page that cannot be made --------------------------------------------

const line = ({ number, text, mark: place }) => {
  const row = make("div", { className: place.length ? "line here" : "line" }, make("span", { className: "number" }, `${number}`));
  const [from, to] = place.length ? place : [text.length, text.length];
  const code = make("code", {}, text.slice(0, from));
  if (place.length) code.append(make("mark", {}, text.slice(from, to) || " "), text.slice(to));
  row.append(code);
  return row;
};

let hidden = "";
const showFrame = (faults) => {
  const shown = JSON.stringify(faults);
  frame.hidden = !faults.length || shown === hidden;
  if (!faults.length) hidden = "";
  const away = make("button", { type: "button", className: "away" }, "Hide");
  away.addEventListener("click", () => {
    hidden = shown;
    frame.hidden = true;
  });
  frame.replaceChildren(...faults.slice(0, 5).map((fault) => make("article", {},
    codeOf(fault),
    make("h2", {}, fault.message),
    fault.lines.length ? make("div", { className: "code", tabIndex: 0 }, ...fault.lines.map(line)) : "",
    make("p", { className: "help" }, fault.help),
  )), make("footer", {}, make("p", {}, "Below is the page as it last was. This goes when the fault is mended."), away));
};

// --- What is new --------------------------------------------------------------------------

let looking = false;
let again = false;
let shown = "";

const look = async () => {
  again = true;
  if (looking) return;
  looking = true;
  try {
    while (again) {
      again = false;
      const answer = await fetch(`/_preview/state.json?path=${encodeURIComponent(decodeURIComponent(location.pathname))}`, { cache: "no-store" });
      if (!answer.ok) break;
      const state = await answer.json();
      if (state.rest !== known.rest) {
        location.reload();
        return;
      }
      if (state.styles !== known.styles) {
        known.styles = state.styles;
        restyle();
      }
      const other = state.page !== known.page;
      if (other) await swap();
      const now = JSON.stringify(state);
      if (other || now !== shown) {
        shown = now;
        showFrame(state.faults);
        showPanel(state);
        mark(state.findings);
      }
      root.dataset.ninefoldVersion = state.version;
    }
  } catch { /* the server is away: the socket tells when it is back */ } finally {
    looking = false;
  }
};

window.LiveReloadPluginNinefold = class {
  static identifier = "ninefold";
  static version = "1";
  reload() {
    look();
    return true;
  }
};
document.addEventListener("LiveReloadConnect", () => {
  badge.classList.remove("lost");
  look();
});
document.addEventListener("LiveReloadDisconnect", () => {
  badge.classList.add("lost");
  badge.title = "The preview is not running.";
});
const port = location.port || "80";
const live = make("script", { src: `/livereload.js?host=${location.hostname}&port=${port}&mindelay=200&maxdelay=2000` });
live.dataset.ninefold = "";
document.head.append(live);
look();
