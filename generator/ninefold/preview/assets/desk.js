// The editor's desk: one JSON document, shown as tables and lists. All of it is set as text.

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};
const $ = (id) => document.getElementById(id);
const LEVELS = ["error", "warning", "hint"];
const STEP = 100;
const digits = new Intl.NumberFormat("en");
const count = (number, word) => `${digits.format(number)} ${word}${number === 1 ? "" : "s"}`;
const listing = (counts) => LEVELS.filter((it) => counts[it]).map((it) => count(counts[it], it)).join(", ") || "no findings";
const sum = (numbers) => numbers.reduce((all, it) => all + it, 0);

try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage may be forbidden */ }

let desk = null;
let sorting = { column: "findings", way: -1 };
let rows = STEP;
let found = STEP;
const filters = $("filters");

// --- What is chosen -----------------------------------------------------------------------

const chosen = () => Object.fromEntries(new FormData(filters));
const findingsOf = (index) => desk.byPost.get(index) ?? [];
const fitsFinding = (finding, wish) => (!wish.rule || finding.code === wish.rule) && (!wish.severity || finding.severity === wish.severity);
const WHICH = {
  draft: (post) => post.draft,
  changed: (post) => post.changed,
  missing: (post) => post.words.some((words) => !words),
  figure: (post) => findingsOf(post.index).some((it) => it.figure),
};
const fitsPost = (post, wish) => {
  const text = wish.text.trim().toLowerCase();
  return (!text || `${post.path} ${post.title} ${post.company}`.toLowerCase().includes(text))
    && (!wish.industry || post.industry === wish.industry)
    && (!wish.tag || post.tags.includes(wish.tag))
    && (!wish.which || WHICH[wish.which](post))
    && (!(wish.rule || wish.severity) || findingsOf(post.index).some((it) => fitsFinding(it, wish)));
};

// --- The matrix ---------------------------------------------------------------------------

const marksOf = (findings) => {
  const marks = make("span", { className: "marks" });
  for (const level of LEVELS) {
    const some = findings.filter((it) => it.severity === level).length;
    if (!some) continue;
    const dot = make("i", { className: "dot" });
    dot.dataset.severity = level;
    const part = make("span", { title: count(some, level) }, dot, `${some}`);
    part.dataset.severity = level;
    marks.append(part);
  }
  return marks.childNodes.length ? marks : "";
};

const key = (post) => {
  const { column } = sorting;
  if (column === "title") return post.title.toLowerCase();
  if (column === "words") return sum(post.words);
  const findings = findingsOf(post.index);
  if (column === "findings") return findings.length;
  return $("measure").value === "words" ? post.words[column] : findings.filter((it) => it.block === column).length;
};

const showHead = () => {
  const columns = [["title", "Canvas"], ["findings", "Findings"], ["words", "Words"], ...desk.blocks.map((block, index) => [index, block.title])];
  $("matrix").tHead.replaceChildren(make("tr", {}, ...columns.map(([column, title]) => {
    const button = make("button", { type: "button" }, title);
    button.addEventListener("click", () => {
      sorting = { column, way: sorting.column === column ? -sorting.way : column === "title" ? 1 : -1 };
      showHead();
      showMatrix();
      $("matrix").tHead.rows[0].cells[columns.findIndex(([it]) => it === column)].firstChild.focus();
    });
    const head = make("th", { scope: "col" }, button);
    if (sorting.column === column) head.ariaSort = sorting.way > 0 ? "ascending" : "descending";
    return head;
  })));
};

const rowOf = (post, longest) => {
  const findings = findingsOf(post.index);
  const name = post.url ? make("a", { href: post.url }, post.title) : make("span", {}, post.title);
  const notes = [post.draft && "draft", post.changed, !post.url && !post.draft && "not shown"].filter(Boolean);
  const about = [post.as_of, post.industry].filter(Boolean).join(" · ");
  const head = make("th", { scope: "row" }, name, ...notes.map((it) => make("span", { className: "mark-text" }, it)), make("small", {}, post.path), about && make("small", {}, about));
  const data = post.data ? make("a", { href: post.data }, "JSON") : "";
  return make("tr", {}, head,
    make("td", {}, `${findings.length || ""}`, marksOf(findings), data && make("small", {}, data)),
    make("td", {}, digits.format(sum(post.words))),
    ...desk.blocks.map((block, index) => {
      const words = post.words[index] ?? 0;
      const cell = make("td", { className: words ? "cell" : "cell none" }, words ? `${words}` : "–", marksOf(findings.filter((it) => it.block === index)));
      cell.style.setProperty("--full", `${Math.round(3 + 25 * Math.min(1, words / longest))}`);
      if (!words) cell.ariaLabel = `${block.title} is missing`;
      return cell;
    }));
};

const showMatrix = () => {
  const wish = chosen();
  const posts = desk.posts.filter((post) => fitsPost(post, wish));
  const keys = new Map(posts.map((post) => [post, key(post)]));
  posts.sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    return x === y ? (a.path < b.path ? -1 : 1) : sorting.way * (x < y ? -1 : 1);
  });
  const lengths = desk.posts.flatMap((post) => post.words).sort((a, b) => a - b);
  const longest = Math.max(1, lengths[Math.floor(lengths.length * 0.95)] ?? 1);
  $("matrix").tBodies[0].replaceChildren(...posts.slice(0, rows).map((post) => rowOf(post, longest)));
  $("more-rows").hidden = posts.length <= rows;
  $("matrix-title").textContent = posts.length === desk.posts.length ? `Canvases and sections (${posts.length})` : `Canvases and sections (${posts.length} of ${desk.posts.length})`;
  const shown = new Set(posts.map((post) => post.index));
  const some = desk.findings.filter((it) => fitsFinding(it, wish) && (it.row < 0 ? !wish.industry && !wish.tag && !wish.which && it.place.toLowerCase().includes(wish.text.trim().toLowerCase()) : shown.has(it.row)));
  $("findings").replaceChildren(...some.slice(0, found).map(itemOf));
  $("findings-title").textContent = some.length ? `Findings (${digits.format(some.length)})` : "No findings";
  $("more-findings").hidden = some.length <= found;
};

// --- Findings and the rest ----------------------------------------------------------------

const itemOf = (finding) => {
  const place = finding.editor ? make("a", { href: finding.editor, className: "place" }, finding.place) : make("span", { className: "place" }, finding.place);
  const post = desk.posts[finding.row];
  const where = finding.block >= 0 ? desk.blocks[finding.block] : null;
  const page = post?.url ? make("a", { href: where ? `${post.url}#${where.slug}` : post.url }, where ? where.title : "page") : "";
  const item = make("li", {}, make("p", { className: "kind" }, make("span", { className: "severity" }, finding.severity), make("code", {}, finding.code), place, page), make("p", {}, finding.message), make("p", { className: "help" }, finding.help));
  item.dataset.severity = finding.severity;
  return item;
};

const fill = (list, items, nothing) => {
  $(list).replaceChildren(...(items.length ? items : [make("li", { className: "nothing" }, nothing)]));
};

const chart = () => {
  const saves = desk.saves.filter((save) => save.counts);
  if (saves.length < 2) return [];
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 100 40");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "Errors, warnings and hints over this session; the table below has the numbers");
  const top = Math.max(1, ...saves.flatMap((save) => Object.values(save.counts)));
  for (const level of LEVELS) {
    const line = document.createElementNS(namespace, "polyline");
    line.dataset.severity = level;
    line.setAttribute("points", saves.map((save, index) => `${(index / (saves.length - 1)) * 98 + 1},${37 - (save.counts[level] / top) * 34}`).join(" "));
    svg.append(line);
  }
  return [svg];
};

const showRest = () => {
  fill("figures", desk.findings.filter((it) => it.figure).slice(0, STEP).map(itemOf), "None.");
  fill("drafts", desk.posts.filter((it) => it.draft).map((post) => make("li", {}, post.url ? make("a", { href: post.url }, post.title) : post.title, make("small", {}, post.path))), "None.");
  if (desk.changed === null) fill("changed", [], "There is no git here, or no commit yet.");
  else fill("changed", desk.changed.map(({ path, how }) => make("li", {}, make("span", { className: "place" }, path), make("span", { className: "mark-text" }, how))), "Nothing.");
  $("chart").replaceChildren(...chart());
  $("saves").tBodies[0].replaceChildren(...[...desk.saves].reverse().map((save) => make("tr", {},
    make("td", {}, new Date(save.at * 1000).toLocaleTimeString("en-GB")),
    make("td", {}, save.changed.join(", ") + (save.more ? ` and ${save.more} more` : "") || "the site"),
    ...[save.pages, save.ms, ...LEVELS.map((level) => save.counts[level])].map((it) => make("td", { className: "n" }, `${it}`)))));
  $("faults").hidden = !desk.faults.length;
  $("faults").querySelector("ol").replaceChildren(...desk.faults.map((it) => itemOf({ ...it, row: -1, block: -1 })));
  $("totals").textContent = `${count(desk.posts.length, "post")}, ${listing(desk.counts)}${desk.more ? `; the first ${digits.format(desk.findings.length)} are shown` : ""}.`;
};

const choices = (name, values) => {
  const select = filters.elements[name];
  const before = select.value;
  const sorted = [...new Set(values)].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const seen = new Set();
  select.replaceChildren(make("option", { value: "" }, "any"), ...sorted.filter(([value]) => !seen.has(value) && seen.add(value)).map(([value, text]) => make("option", { value }, text)));
  select.value = seen.has(before) ? before : "";
};

const show = () => {
  desk.posts.forEach((post, index) => { post.index = index; });
  desk.byPost = new Map();
  for (const finding of desk.findings) desk.byPost.set(finding.row, [...(desk.byPost.get(finding.row) ?? []), finding]);
  choices("rule", desk.findings.map((it) => [it.code, `${it.code} ${it.name}`]));
  choices("industry", desk.posts.filter((it) => it.industry).map((it) => [it.industry, it.industry]));
  choices("tag", desk.posts.flatMap((it) => it.tags).map((it) => [it, it]));
  showHead();
  showMatrix();
  showRest();
  document.documentElement.dataset.ninefoldVersion = desk.version;
};

filters.addEventListener("input", () => { rows = found = STEP; showMatrix(); });
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => setTimeout(showMatrix));
$("measure").addEventListener("change", showMatrix);
$("more-rows").addEventListener("click", () => { rows += STEP; showMatrix(); });
$("more-findings").addEventListener("click", () => { found += STEP; showMatrix(); });

// --- What is new --------------------------------------------------------------------------

let looking = false;
let again = false;
const look = async () => {
  again = true;
  if (looking) return;
  looking = true;
  try {
    while (again) {
      again = false;
      const answer = await fetch("/_preview/desk.json", { cache: "no-store" });
      if (!answer.ok) break;
      desk = await answer.json();
      show();
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
document.addEventListener("LiveReloadConnect", look);
const port = location.port || "80";
document.head.append(make("script", { src: `/livereload.js?host=${location.hostname}&port=${port}&mindelay=200&maxdelay=2000` }));
look();
