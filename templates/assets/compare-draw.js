// A comparison as elements: what comparison.html makes of the same values, element by element.
import { edits, writtenAnew } from "./compare-changes.js";
import { degree, facts, likenesses, state, words } from "./compare-sums.js";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = [
  ["segments", "M82 0h18v40.5H82z"], ["value", "M41 0h18v40.5H41z"], ["channels", "M61.5 21.5h18v19h-18z"],
  ["relationships", "M61.5 0h18v19h-18z"], ["revenue", "M51.5 43H100v17H51.5z"], ["resources", "M20.5 21.5h18v19h-18z"],
  ["activities", "M20.5 0h18v19h-18z"], ["partners", "M0 0h18v40.5H0z"], ["costs", "M0 43h48.5v17H0z"],
];

// An element; attributes that are null, undefined or false are left out, contents may be nested lists.
export function h(name, attributes = {}, ...content) {
  const drawn = ["svg", "path", "circle"].includes(name);
  const element = drawn ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...content.flat(9).filter(item => item !== "" && item !== null && item !== undefined && item !== false));
  return element;
}

// What the site says, in its language.
export class Speech {
  constructor({ lang, dir, phrases, numbers, lists }) {
    Object.assign(this, { lang, dir, phrases, numbers, lists });
    this.plural = new Intl.PluralRules(lang);
  }
  // A phrase as a list of texts and of what fills its places.
  say(key, values = {}) {
    const found = this.phrases[key] ?? this.phrases[`${key}.${this.plural.select(values.count)}`] ?? this.phrases[`${key}.other`];
    return found.split(/\{([a-z_]+)\}/).map((piece, at) => (at % 2 ? (typeof values[piece] === "number" ? this.number(values[piece]) : values[piece]) : piece));
  }
  text(key, values) {
    return this.say(key, values).join("");
  }
  number(value) {
    return this.signs(String(value), true);
  }
  // Thousands are grouped from five digits on, as four may be those of a year, unless there is a unit.
  figure(value, unit) {
    return this.signs(value, Math.abs(Number(value)) >= (unit ? Number(this.numbers[13]) : 10000));
  }
  signs(value, grouped) {
    const [, minus, whole, decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
    const digits = text => [...text].map(digit => this.numbers[digit]).join("");
    const thousands = grouped ? whole.replace(/\B(?=(?:\d{3})+$)/g, "\n") : whole;
    return (minus && this.numbers[12]) + thousands.split("\n").map(digits).join(this.numbers[10]) + (decimals ? this.numbers[11] + digits(decimals) : "");
  }
  listing(items) {
    if (items.length < 3) return items.join(this.lists[0]);
    return items.map((item, at) => (at ? this.lists[at === 1 ? 1 : at === items.length - 1 ? 3 : 2] : "") + item).join("");
  }
  // The attributes of an element with words in another language than those around it.
  of({ lang, dir }, around = this) {
    return { lang: lang !== around.lang && lang, dir: dir !== around.dir && dir };
  }
  ours(content, canvas) {
    return canvas.lang === this.lang && canvas.dir === this.dir ? content : h("span", { lang: this.lang, dir: this.dir }, content);
  }
}

// Elements from what the build made of sanitised HTML; addresses there are seen from `base`.
function grown(nodes, base) {
  return nodes.map(node => {
    if (typeof node === "string") return node;
    const [name, attributes, ...content] = node;
    const element = h(name, {}, grown(content, base));
    for (const [key, value] of Object.entries(attributes)) {
      const address = ["href", "src"].includes(key) && !value.startsWith("#");
      if (address) element.setAttribute(key, new URL(value, base).href);
      else if (!key.startsWith("on")) element.setAttribute(key, value);
    }
    return element;
  });
}

const UNSPACED = "\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}_]|[\\u0300-\\u036f\\u064b-\\u065f\\u0670\\u093a-\\u094f])`;
const WORD = new RegExp(`[${UNSPACED}]|${LETTER}+(?:['’]${LETTER}+)?`, "gu");

// Puts <mark> around the words of two lists, as markup/marking.py does.
function mark(root, { shared, own }) {
  const known = new Map();
  for (const [kind, some] of [["own", own], ["shared", shared]])
    for (const word of some) {
      const parts = word.toLowerCase().match(WORD);
      if (parts) known.set(parts[0], [...(known.get(parts[0]) ?? []), [parts, kind]]);
    }
  if (!known.size) return root;
  for (const some of known.values()) some.sort((a, b) => b[0].length - a[0].length);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const text = node.data;
    const found = [...text.matchAll(WORD)];
    const made = [];
    let at = 0;
    for (let index = 0; index < found.length; index++)
      for (const [parts, kind] of known.get(found[index][0].toLowerCase()) ?? []) {
        const run = found.slice(index, index + parts.length);
        if (run.length < parts.length || run.some((match, n) => match[0].toLowerCase() !== parts[n])) continue;
        const gaps = run.slice(1).map((match, n) => text.slice(run[n].index + run[n][0].length, match.index));
        if (gaps.some(gap => gap !== "-" && gap.trim())) continue;
        const end = run.at(-1).index + run.at(-1)[0].length;
        made.push(text.slice(at, run[0].index), h("mark", { class: kind }, text.slice(run[0].index, end)));
        at = end;
        index += parts.length - 1;
        break;
      }
    if (made.length) node.replaceWith(...made.filter(Boolean), text.slice(at));
  }
  return root;
}

const slug = canvas => canvas.url.pathname.split("/").at(-2);

// Dates of one company come in their order.
export function inOrder(canvases) {
  const one = new Set(canvases.map(canvas => canvas.company)).size === 1;
  return one ? [...canvases].sort((a, b) => (a.as_of < b.as_of ? -1 : a.as_of > b.as_of ? 1 : 0)) : canvases;
}

// Returns what a page shows of two to four canvases: its title and its elements.
export function draw(canvases, speech, blocks, links) {
  const { say, text } = { say: speech.say.bind(speech), text: speech.text.bind(speech) };
  const count = canvases.length;
  const companies = new Set(canvases.map(canvas => canvas.company)).size;
  const overTime = companies === 1;
  const titles = new Set(canvases.map(canvas => canvas.title)).size;
  const dated = overTime || titles < count;
  const labels = canvases.map(canvas => (titles === count && companies === count ? canvas.title : canvas.called));
  const isolated = canvases.map((canvas, at) => (canvas.dir === speech.dir ? labels[at] : `\u2068${labels[at]}\u2069`));
  const whole = words(canvases);
  const found = blocks.map((block, at) => {
    const described = canvases.map(canvas => Boolean(canvas.texts[at]));
    const said = words(canvases, at);
    const standing = state(described, said.likeness);
    const degreed = said.likeness === null ? text(`states.${standing}`) : text(`degrees.${degree(said.likeness)}`);
    let changes = [];
    let anew = false;
    if (overTime && count === 2) {
      const [old, fresh] = canvases.map(canvas => canvas.sentences[at]);
      changes = edits(old, fresh);
      anew = writtenAnew(old, fresh, changes);
    }
    return { ...said, described, state: standing, degree: degreed, slug: block[0], area: block[1], title: block[2], number: block[3], edits: anew ? [] : changes, anew };
  });
  const rows = facts(canvases, overTime);
  const date = iso => h("time", { datetime: iso }, canvases.map(canvas => canvas.dates[iso]).find(Boolean));
  const day = iso => canvases.map(canvas => canvas.dates[iso]).find(Boolean) ?? "";
  const terms = (some, canvas) => h("span", speech.of(canvas), some.map((word, at) => [at ? ", " : "", h("b", {}, word)]));
  const whose = canvas => h("p", { class: "whose" }, h("strong", {}, canvas.title), canvas.as_of && [" ", speech.ours(date(canvas.as_of), canvas)]);
  const name = canvas => [h("span", speech.of(canvas), canvas.title), dated && canvas.as_of && [" ", h("span", { class: "when" }, day(canvas.as_of))]];
  const label = (...content) => h("p", { class: "label" }, ...content);
  const stamp = canvas =>
    h("svg", { class: "miniature", viewBox: "0 0 100 60", width: 100, height: 60, "aria-hidden": "true" },
      blocks.map(([, area], at) => h("path", { class: `fill-${canvas.fills[at]}`, "data-block": area, d: SHAPES.find(shape => shape[0] === area)[1] })));

  const overview = h("nav", { class: "plan overview", "aria-labelledby": "plan" },
    h("p", { class: "label", id: "plan" }, say("comparison.jump")),
    h("ol", {}, found.map(row => h("li", { "data-block": row.area },
      h("a", { href: `#${row.slug}`, "data-state": row.state }, h("span", { class: "number" }, row.number), " ", h("span", { class: "name" }, row.title), " ",
        h("span", { class: "state" }, row.degree, row.likeness !== null && ` ${speech.number(row.likeness)}`))))));
  const title = count === 2 ? text("comparison.pair", { left: labels[0], right: labels[1] }) : speech.listing(labels);
  const heading = count === 2
    ? say("comparison.heading", { left: name(canvases[0]), right: name(canvases[1]), and: h("span", { class: "and" }, say("comparison.and")) })
    : title;
  const masthead = h("div", { class: "masthead" },
    h("div", {}, label(h("a", { href: links.list }, say("site.comparisons"))), h("h1", { tabindex: -1 }, heading)), overview);

  const because = whole.shared.length > 0 && say(count === 2 ? "comparison.because" : "comparison.because_all", { terms: terms(whole.shared, canvases[0]) });
  const short = h("section", { class: "in-short", "aria-labelledby": "in-short" },
    h("h2", { id: "in-short" }, say("comparison.summary")),
    h("p", {},
      whole.likeness !== null && [say("comparison.likeness", { degree: text(`degrees.${degree(whole.likeness)}`), number: whole.likeness }), " "],
      because && [because, " "],
      summary().map(sentence => [sentence, " "])));

  function* told() {
    if (new Set(canvases.map(canvas => canvas.language)).size > 1) yield text("comparison.languages");
    const order = found.filter(row => row.likeness !== null).sort((a, b) => b.likeness - a.likeness);
    if (order.length > 2 && order[0].likeness !== order.at(-1).likeness)
      yield text("comparison.extremes", { most: order[0].title, number: order[0].likeness, least: order.at(-1).title, lowest: order.at(-1).likeness });
    const pairs = likenesses(canvases).sort((a, b) => b[2] - a[2]);
    if (pairs.length > 1)
      yield text("comparison.by_pairs", { pairs: speech.listing(pairs.map(([one, other, number]) => text("comparison.of_pair", { left: isolated[one], right: isolated[other], number }))) });
    for (const [at, own] of isolated.entries()) {
      const alone = found.filter(row => row.described[at] && row.described.filter(Boolean).length === 1);
      if (alone.length) yield text("comparison.only", { name: own, blocks: speech.listing(alone.map(row => row.title)) });
    }
    if (found.every(row => row.described.every(Boolean))) yield text("comparison.everything");
    const both = rows.filter(row => row.stated > 1).length;
    if (both) yield text("comparison.facts_shared", { count: both });
    else if (rows.length) yield text("comparison.no_facts");
    const newest = canvases.map((canvas, at) => canvas.newest && text("comparison.of_date", { name: isolated[at], date: day(canvas.newest) })).filter(Boolean);
    if (newest.length) yield text("comparison.newest", { dates: speech.listing(newest) });
  }
  function summary() {
    return [...told()];
  }

  const bar = h("div", { class: "bar" }, h("ul", { class: "columns", "aria-label": text("comparison.compared") },
    canvases.map(canvas => h("li", {}, h("a", { href: canvas.page }, h("strong", speech.of(canvas), canvas.title)), canvas.as_of && [" ", date(canvas.as_of)]))));
  const entry = (key, value) => h("div", {}, h("dt", {}, say(key)), h("dd", {}, value));
  const sides = h("div", { class: "columns" }, canvases.map((canvas, at) => h("div", { class: "side" },
    h("div", speech.of(canvas), stamp(canvas), whose(canvas), canvas.summary && h("p", {}, canvas.summary)),
    h("dl", { class: "meta" },
      canvas.as_of && entry("canvas.as_of", date(canvas.as_of)),
      entry("comparison.blocks", say("comparison.described", { number: canvas.counts[0], total: speech.number(9) })),
      entry("comparison.words", canvas.counts[1]), entry("canvas.facts", canvas.counts[2]), entry("canvas.sources", canvas.counts[3]),
      canvas.newest && entry("comparison.newest_date", date(canvas.newest))),
    whole.own[at].length > 0 && h("p", { class: "terms" }, say("comparison.own", { name: labels[at] }), ": ", terms(whole.own[at], canvas)))));

  const cell = (row, canvas, at, number) => h("div", speech.of(canvas), whose(canvas),
    canvas.texts[number]
      ? [mark(h("div", { class: "prose" }, grown(canvas.texts[number], canvas.url)), row.marks[at]),
         row.own[at].length > 0 && h("p", { class: "terms" }, speech.ours(say("comparison.own", { name: labels[at] }), canvas), ": ", row.own[at].join(", "))]
      : h("p", { class: "undescribed" }, speech.ours(say("canvas.undescribed"), canvas)));
  const unseen = content => h("span", { class: "unseen" }, content);
  const piece = (change, canvas) => ([kind, said]) => {
    if (kind === "same") return said;
    if (change !== "reworded") return h(kind, {}, said);
    return h(kind, {}, unseen([speech.ours(say(kind === "del" ? "comparison.taken_out" : "comparison.put_in"), canvas), " "]), said,
      unseen([" (", speech.ours(say("comparison.end_of_change"), canvas), ")"]));
  };
  const changed = row => {
    if (!overTime || count > 2) return null;
    if (row.edits.length)
      return h("details", { class: "changes" }, h("summary", {}, say("comparison.changes"), ": ", say("comparison.changed", { count: row.edits.length })),
        h("ul", {}, row.edits.map(({ change, pieces }) => {
          const canvas = canvases[change === "removed" ? 0 : 1];
          return h("li", {}, h("span", { class: "label" }, say(`comparison.${change}`)), h("p", speech.of(canvas), pieces.map(piece(change, canvas))));
        })));
    return row.anew ? label(say("comparison.anew")) : row.state !== "undescribed" && label(say("comparison.unchanged"));
  };
  const versus = found.map((row, number) => h("section", { class: "versus", id: row.slug, "data-block": row.area, "data-state": row.state, "data-shared": row.shared.length > 0 },
    h("header", {},
      h("h2", {}, h("span", { class: "number" }, row.number), " ", row.title),
      h("p", { class: "terms" }, row.likeness === null ? row.degree : say("comparison.row", { degree: row.degree, number: row.likeness }),
        row.shared.length > 0 && [" · ", say("comparison.shared"), ": ", terms(row.shared, canvases[0])])),
    h("div", { class: "columns" }, canvases.map((canvas, at) => cell(row, canvas, at, number))), changed(row)));

  const quantity = (fact, canvas) => [
    h("bdi", { class: "value" }, fact.shown === fact.value ? fact.value : h("data", { value: fact.value, ...speech.of(speech, canvas) }, fact.shown)),
    fact.unit && [" ", h("bdi", { class: "unit" }, fact.unit)]];
  const figure = (fact, canvas) => h("div", {},
    fact ? h("span", speech.of(canvas), quantity(fact, canvas)) : h("span", { class: "unstated" }, say("facts.unstated")),
    h("span", { class: "label" },
      speech.ours("", canvas) === "" ? canvas.title : h("span", speech.of(canvas), canvas.title),
      fact?.asOf ? [" · ", date(fact.asOf)] : dated && canvas.as_of && [" · ", day(canvas.as_of)],
      fact?.source > 0 && [" · ", h("a", { href: `${canvas.page}#source-${fact.source}` }, say("facts.see_source", { number: fact.source }))]));
  const aside = row => {
    if (row.difference) {
      const { unit } = row.figures.find(Boolean);
      const [first, second] = row.differ ? ["comparison.change", "comparison.change_ratio"] : ["comparison.difference", "comparison.ratio"];
      return label(say(first, { number: speech.figure(row.difference, unit) }), row.ratio && [" · ", say(second, { number: speech.figure(row.ratio) })]);
    }
    return row.stated > 1 && row.differ && !overTime && label(say("comparison.dates_differ"));
  };
  const numbers = rows.length > 0 && h("section", { class: "versus", "aria-labelledby": "facts" },
    h("header", {}, h("h2", { id: "facts" }, say("canvas.facts"))),
    h("ul", { class: "figures" }, rows.map(row => h("li", {},
      h("p", { class: "fact" }, h("span", speech.of(canvases[row.figures[0] ? 0 : count - 1]), row.name)),
      h("div", { class: "columns" }, row.figures.map((fact, at) => figure(fact, canvases[at]))), aside(row)))));

  const series = overTime ? [...new Set(rows.map(row => row.key))].map(key => {
    const line = canvases.map(canvas => canvas.series.find(one => one.key === key)).find(Boolean);
    const row = rows.find(one => one.key === key);
    return line && { ...line, name: row.name, unit: row.figures.find(Boolean).unit };
  }).filter(Boolean) : [];
  const chart = ({ name: what, unit, points, box, zero, path, at }) => h("figure", { class: "chart" },
    h("figcaption", {}, h("span", speech.of(canvases.at(-1)), what, unit && [" ", h("span", { class: "unit" }, `(${unit})`)])),
    h("svg", { viewBox: `0 0 ${box[0]} ${box[1]}`, role: "img", "aria-label": text("comparison.line", { name: what, first: points[0][0], last: points.at(-1)[0] }) },
      h("path", { class: "axis", d: `M0 ${decimal(zero)}H${box[0]}` }), h("path", { class: "curve", d: path }),
      at.map(([x, y]) => h("circle", { cx: decimal(x), cy: decimal(y), r: "3.5" }))),
    h("ol", {}, points.map(([when, value]) => h("li", {}, h("span", { class: "label" }, when), " ", h("bdi", {}, value)))));
  const decimal = number => (Number.isInteger(number) ? `${number}.0` : String(number));
  const charts = series.length > 0 && h("section", { class: "shelf", "aria-labelledby": "over-time" },
    h("h2", { id: "over-time" }, say("comparison.over_time")), h("div", { class: "charts" }, series.map(chart)));

  const comparing = h("div", { class: "comparing", "data-of": count }, bar, sides, label(say("comparison.legend"), " ", h("a", { href: links.about }, say("about.likeness_heading"))), versus, numbers);
  const own = links.own && h("p", { class: "label own-page" }, h("a", { href: links.own }, say("chooser.own")));
  return { title, content: [masthead, own, short, comparing, charts].filter(Boolean), comparing };
}

export { slug };
