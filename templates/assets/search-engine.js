// Finds: fetches the files of the index that a question needs, and ranks what they say.
// `words` does what generator/ninefold/search/words.py does; a test holds the two together.
const LONGEST = 40; // characters of a word
const TYPED = 4; // characters of a word that may be mistyped
const MOST = 4; // shards for one word, and words for one mistyped
const AROUND = 200; // characters of an excerpt

const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
const ALIKE = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th",
  ı: "i", ς: "σ", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643",
};
const DENSE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}";
const INDIA = "\\u0900-\\u0963\\u0966-\\u0dff";
const PIECE = new RegExp(`([${DENSE}]+)|(?:(?![${DENSE}])[\\p{L}\\p{N}${INDIA}])+`, "gu");
const ONE = new RegExp(`[${DENSE}]`, "u");
const ARTICLE = /^(?:(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=.{3}))+/u;
const TOKEN = new RegExp(`[${DENSE}]+|(?:(?![${DENSE}])[\\p{L}\\p{N}\\p{M}\\u0640])+`, "gu");

export function fold(text) {
  const bare = text.normalize("NFKD").replace(MARKS, "").toLowerCase();
  return bare.replace(/[ßæœøłđðþıς\u0671\u0649\u06cc\u0629\u06a9]/g, sign => ALIKE[sign]).normalize("NFC");
}

export function words(text) {
  return [...fold(text).matchAll(PIECE)].flatMap(([piece, dense]) => {
    if (!dense) return [...piece.replace(ARTICLE, "")].slice(0, LONGEST).join("");
    const run = [...piece];
    return run.map((sign, i) => sign + (run[i + 1] ?? ""));
  });
}

// What is asked for: of a run without spaces the pairs, not the last character besides.
function asked(text) {
  const found = words(text);
  const pair = word => ONE.test(word) && [...word].length === 2;
  return [...new Set(found)].filter(w => !(ONE.test(w) && [...w].length === 1 && found.some(o => pair(o) && o.endsWith(w))));
}

// Whether two words are one slip apart: a letter too many, too few, another, or two swapped.
export function slip(one, other) {
  const a = [...one], b = [...other];
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (x, y) => x.join("\n") === y.join("\n");
  if (rest(a.slice(i + 1), b.slice(i)) || rest(a.slice(i), b.slice(i + 1))) return true;
  if (rest(a.slice(i + 1), b.slice(i + 1))) return true;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a.slice(i + 2), b.slice(i + 2));
}

async function json(url, cache = "default") {
  const answer = await fetch(url, { cache });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

// The index of a site, whose search page is at an address. `lang` is the interface's.
export class Index {
  constructor(page, lang) {
    this.page = page;
    this.root = new URL("..", page);
    this.lang = lang;
    this.kept = new Map();
  }

  open() {
    this.opened ??= json(new URL("index.json", this.page), "no-cache");
    return this.opened;
  }

  // Files are named after what they hold. One that is gone has made way for a newer build's.
  async again(ask) {
    try {
      return await ask(await this.open());
    } catch {
      this.opened = undefined;
      this.kept.clear();
      return ask(await this.open());
    }
  }

  file(pattern, name) {
    const url = new URL(pattern.replace("*", name), this.root).href;
    if (!this.kept.has(url)) this.kept.set(url, json(url));
    return this.kept.get(url);
  }

  find(text, filters = {}) {
    return this.again(contents => this.#find(contents, text, filters));
  }

  async #find(contents, text, { section = "", industry = "", language = "" }) {
    const size = contents.parts.length;
    const part = section ? contents.parts.indexOf(section) : -1;
    const fits = doc =>
      (!industry || contents.industries[contents.industry[doc]] === industry) &&
      (!language || contents.languages[contents.language[doc]] === language);
    const told = await Promise.all(asked(text).map(word => this.#word(contents, word)));
    const mended = told.filter(({ word, terms }) => terms.length && terms[0][2] < 0.4).map(({ word, terms }) => [word, terms.map(([term]) => term).join(", ")]);
    const needles = told.flatMap(({ word, terms }) => [word, ...terms.filter(t => t[2] < 0.4).map(t => t[0])]);
    const telling = told.filter(({ terms }) => !terms.some(([, places]) => places === 0));
    const all = contents.industry.keys();
    let docs = null;
    for (const { terms } of telling) {
      const found = new Map();
      const said = terms.reduce((sum, [, steps]) => sum + steps.length, 0);
      const rarity = Math.log(1 + (contents.industry.length * size) / said);
      for (const [, steps, quality] of terms) {
        const weight = quality * rarity;
        let place = 0;
        for (const step of steps) {
          place += step;
          const doc = Math.floor(place / size), at = place % size;
          if (!fits(doc) || (part > 0 && at !== part && at !== 0) || (docs && !docs.has(doc))) continue;
          if (!found.has(doc)) found.set(doc, new Map());
          const parts = found.get(doc);
          parts.set(at, Math.max(parts.get(at) ?? 0, weight));
        }
      }
      for (const [doc, parts] of found) {
        const before = docs?.get(doc) ?? { doc, score: 0, parts: new Map() };
        before.score += Math.max(...[...parts].map(([at, weight]) => (at === 0 ? 3 * weight : weight)));
        for (const [at, weight] of parts) before.parts.set(at, (before.parts.get(at) ?? 0) + weight);
        found.set(doc, before);
      }
      docs = found;
    }
    // Common words alone, or filters alone, ask for every canvas.
    if (!telling.length) docs = new Map(told.length || section || industry || language ? [...all].filter(fits).map(doc => [doc, { doc, score: 0, parts: new Map(part > 0 ? [[part, 1]] : []) }]) : []);
    const hits = [...docs.values()].filter(hit => part < 1 || hit.parts.has(part));
    for (const hit of hits) {
      // A part that says all of it is worth more than parts that say some of it each.
      hit.score += Math.max(0, ...hit.parts.values()) / 2;
      hit.named = hit.parts.has(0);
      hit.parts = [...hit.parts].filter(([at]) => at && (part < 1 || at === part)).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([at]) => at);
    }
    return { hits: hits.sort((a, b) => b.score - a.score || a.doc - b.doc), needles, mended };
  }

  // The entries that a word asks for, each with its quality: itself, what it begins, what it was meant to be.
  async #word(contents, word) {
    const near = await this.#entries(contents, word);
    const begins = [...word].length > 1 || ONE.test(word);
    let terms = near.filter(([term]) => term === word || (begins && term.startsWith(word))).map(([term, places]) => [term, places, term === word ? 1 : 0.5]);
    // A beginning that tells nothing apart does not make its word common.
    terms = terms.filter(([term, places]) => term === word || places !== 0);
    if (!terms.length && [...word].length >= TYPED) {
      const letters = contents.letters.filter(([letter]) => letter === word[0] || letter === word[1]);
      const lists = await Promise.all(letters.map(([, name]) => this.file(contents.file, name)));
      const meant = lists.flat().filter(other => slip(word, other)).slice(0, MOST);
      for (const other of meant) {
        const entry = (await this.#entries(contents, other, 1)).find(([term]) => term === other);
        if (entry) terms.push([...entry, 0.3]);
      }
    }
    return { word, terms };
  }

  async #entries(contents, word, most = MOST) {
    const { shards } = contents;
    let low = 0, high = shards.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shards[middle][0] <= word) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < shards.length && shards[end][0].startsWith(word)) end++;
    const names = shards.slice(Math.max(0, low - 1), end).slice(0, most).map(([, name]) => name);
    return (await Promise.all(names.map(name => this.file(contents.file, name)))).flat();
  }

  // What is shown of a canvas: its address, title, date, language and direction.
  show(doc) {
    return this.again(async contents => {
      const list = await this.file(contents.file, contents.lists[Math.floor(doc / contents.listed)]);
      const [slug, title, date, dir] = list[doc % contents.listed];
      const url = new URL(contents.canvas.replace("*", slug), this.root).href;
      return { slug, title, date, dir, url, lang: contents.languages[contents.language[doc]] };
    });
  }

  text(slug) {
    return this.again(contents => this.file(contents.text, slug));
  }

  // A phrase with its places filled in; of a counted one, the form for the number.
  async say(key, values = {}) {
    const { phrases } = await this.open();
    const form = phrases[`${key}.${new Intl.PluralRules(this.lang).select(values.count ?? 0)}`];
    const shown = value => (typeof value === "number" ? new Intl.NumberFormat(this.lang).format(value) : value);
    return (phrases[key] ?? form ?? phrases[`${key}.other`]).replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
  }
}

// The stretches of a text that say a needle: pairs of where they begin and end.
export function stretches(text, needles) {
  const found = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (ONE.test(token)) {
      for (const needle of needles) {
        if (!ONE.test(needle)) continue;
        for (let at = token.indexOf(needle); at >= 0; at = token.indexOf(needle, at + 1)) found.push([index + at, index + at + needle.length]);
      }
    } else if (words(token).some(word => needles.some(n => word === n || ([...n].length > 1 && word.startsWith(n))))) {
      found.push([index, index + token.length]);
    }
  }
  const joined = [];
  for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

// Writes a text into an element, its needles marked; nothing of it is ever taken for HTML.
export function write(element, text, needles, whole = true) {
  const marks = stretches(text, needles);
  let [from, to] = [0, text.length];
  if (!whole && text.length > AROUND) {
    const within = start => marks.filter(([a, b]) => a >= start && b <= start + AROUND).length;
    const best = marks.reduce((found, [a]) => (within(a) > within(found) ? a : found), marks[0]?.[0] ?? 0);
    from = Math.max(0, Math.min(best - 40, text.length - AROUND));
    to = Math.min(text.length, from + AROUND);
    const space = text.indexOf(" ", from);
    if (from && space >= 0 && space < best && space - from < 25) from = space + 1;
    const end = text.lastIndexOf(" ", to);
    if (to < text.length && end > to - 25) to = end;
  }
  element.append(from ? "… " : "");
  let at = from;
  for (const [a, b] of marks) {
    if (a < at || b > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(a, b);
    element.append(text.slice(at, a), mark);
    at = b;
  }
  element.append(text.slice(at, to), to < text.length ? " …" : "");
}
