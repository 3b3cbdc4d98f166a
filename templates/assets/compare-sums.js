// What a comparison says, from canvases prepared by the build: the sums of comparison/terms.py and
// comparison/facts.py. Weights, terms and dates come from there; nothing is weighed or cut here.
const NAMED = 5;
const STEPS = [5, 15, 30];
const DEGREES = ["different", "partly", "alike", "close"];
const WHOLE = 9; // the place of all blocks together

// Halves go to the even neighbour, as Python rounds.
const rounded = x => {
  const low = Math.floor(x);
  return x - low === 0.5 ? low + (low % 2) : Math.round(x);
};
export const degree = likeness => DEGREES[STEPS.filter(step => likeness >= step).length];

// Unfolds a canvas as it was fetched: numbers of terms become terms.
export function unfold(canvas) {
  const quiet = new Set(canvas.quiet.map(number => canvas.terms[number]));
  const parts = canvas.parts.map(part => {
    if (!part) return null;
    const vector = new Map();
    const named = (keys, [words, ...forms], place) => ({ keys, words, forms, place, telling: keys.filter(key => !quiet.has(key)) });
    const places = new Map();
    const all = part.terms.map(([number, weight, ...rest], place) => {
      const key = canvas.terms[number];
      vector.set(key, weight);
      places.set(key, place);
      return rest.length ? named([key], rest, place) : null;
    });
    const phrases = part.phrases.map(([one, other, ...rest]) => {
      const keys = [canvas.terms[one], canvas.terms[other]];
      return named(keys, rest, places.get(keys[0]));
    });
    const own = part.own.map(spot => (spot < 0 ? phrases[-1 - spot] : all[spot]));
    const square = [...vector.values()].reduce((sum, weight) => sum + weight * weight, 0);
    return { words: part.words, vector, square, terms: all.filter(Boolean), phrases, own };
  });
  return { ...canvas, parts };
}

const pairs = items => items.flatMap((one, at) => items.slice(at + 1).map(other => [one, other]));

function products(one, other) {
  const found = new Map();
  for (const [key, weight] of one.vector) if (other.vector.has(key)) found.set(key, weight * other.vector.get(key));
  return found;
}

export function likenesses(canvases, block = WHOLE) {
  const found = [];
  for (const [one, other] of pairs(canvases.map((_, at) => at))) {
    const [left, right] = [canvases[one].parts[block], canvases[other].parts[block]];
    if (canvases[one].language !== canvases[other].language || !left?.vector.size || !right?.vector.size) continue;
    const dot = [...products(left, right).values()].reduce((sum, product) => sum + product, 0);
    const like = Math.min(1, dot / Math.sqrt(left.square * right.square));
    found.push([one, other, like < 1 ? Math.min(99, rounded(like * 100)) : 100]);
  }
  return found;
}

// The first NAMED of which none is part of another.
function apart(found) {
  const chosen = [];
  const taken = new Set();
  for (const named of found) {
    if (chosen.length === NAMED) break;
    if (named.keys.some(key => taken.has(key))) continue;
    chosen.push(named);
    named.keys.forEach(key => taken.add(key));
  }
  return chosen;
}

function common(part, scores, together, free) {
  const found = part.terms.filter(named => scores.has(named.keys[0]) && free(named)).map(named => [scores.get(named.keys[0]), named]);
  for (const named of part.phrases)
    if (together.get(named.keys.join("\n")) > 1 && free(named)) found.push([scores.get(named.keys[0]) + scores.get(named.keys[1]), named]);
  found.sort((a, b) => b[0] - a[0] || b[1].keys.length - a[1].keys.length || a[1].place - b[1].place);
  const told = new Map(found.map(([score, named]) => [named, score]));
  return apart(found.map(([, named]) => named)).map(named => [told.get(named), named]);
}

// What of the named terms fits into a tenth of the words, of both kinds in turn.
function marks(part, shared, own) {
  let left = part ? Math.floor(part.words / 10) : 0;
  const chosen = { shared: [], own: [] };
  for (let at = 0; at < Math.max(shared.length, own.length); at++)
    for (const [kind, named] of [["shared", shared[at]], ["own", own[at]]])
      if (named && named.words <= left) {
        chosen[kind].push(...named.forms);
        left -= named.words;
      }
  return chosen;
}

const capital = word => /^\p{Lu}/u.test(word);
const before = (a, b) => {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
  return a.length - b.length;
};

export function words(canvases, block = WHOLE) {
  const parts = canvases.map(canvas => canvas.parts[block]);
  const names = new Set(canvases.flatMap(canvas => canvas.names));
  const free = named => !named.keys.some(key => names.has(key));
  const groups = new Map();
  parts.forEach((part, at) => part && groups.set(canvases[at].language, [...(groups.get(canvases[at].language) ?? []), at]));
  const shared = new Map();
  const own = new Map();
  for (const [language, group] of groups) {
    const scores = new Map();
    const together = new Map();
    const present = group.map(at => parts[at]);
    for (const [one, other] of pairs(present))
      for (const [key, product] of products(one, other)) scores.set(key, (scores.get(key) ?? 0) + product);
    for (const part of present)
      for (const { keys } of part.phrases) together.set(keys.join("\n"), (together.get(keys.join("\n")) ?? 0) + 1);
    for (const at of group) {
      const others = canvases.filter((canvas, place) => place !== at && canvas.language === language);
      if (!others.length) continue;
      const known = new Set(others.flatMap(canvas => canvas.terms));
      shared.set(at, common(parts[at], scores, together, free));
      own.set(at, apart(parts[at].own.filter(named => free(named) && !named.telling.every(key => known.has(key)))));
    }
  }
  const best = new Map();
  for (const some of shared.values())
    for (const [score, named] of some) {
      const key = named.keys.join("\n");
      const known = best.get(key)?.[1].forms[0];
      if (!known || (capital(known) && !capital(named.forms[0]))) best.set(key, [score, named]);
    }
  const ordered = [...best.values()].sort((a, b) => b[0] - a[0] || before(a[1].keys, b[1].keys));
  const found = likenesses(canvases, block).map(([, , number]) => number);
  return {
    likeness: found.length ? rounded(found.reduce((sum, number) => sum + number, 0) / found.length) : null,
    shared: ordered.slice(0, NAMED).map(([, named]) => named.forms[0]),
    own: canvases.map((_, at) => (own.get(at) ?? []).map(named => named.forms[0])),
    marks: parts.map((part, at) => marks(part, (shared.get(at) ?? []).map(([, named]) => named), own.get(at) ?? [])),
  };
}

export function state(described, likeness) {
  if (!described.some(Boolean)) return "undescribed";
  if (!described.every(Boolean)) return "missing";
  if (likeness === null) return "uncompared";
  return likeness >= STEPS[1] ? "alike" : "different";
}

const PLAIN = /^-?\d{1,15}(?:\.\d{1,9})?$/;
const big = value => BigInt(value.replace(".", "") + "0".repeat(9 - (value.split(".")[1] ?? "").length));

function written(number, decimals) {
  const digits = String(number < 0n ? -number : number).padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  return (number < 0n ? "-" : "") + digits.slice(0, at) + (decimals ? `.${digits.slice(at)}` : "");
}

// With two decimals below ten, one below a hundred, none from there on.
function ratio(high, low) {
  const decimals = high < 10n * low ? 2 : high < 100n * low ? 1 : 0;
  const over = high * 10n ** BigInt(decimals);
  let whole = over / low;
  const twice = 2n * (over % low);
  if (twice > low || (twice === low && whole % 2n)) whole++;
  return written(whole, decimals);
}

// Facts side by side, as in comparison/facts.py; `change` sets dates of one company side by side.
export function facts(canvases, change) {
  const rows = [];
  canvases.forEach((canvas, at) => {
    for (const [key, name, value, unit, asOf, source, shown, share] of canvas.facts) {
      const fact = { key, name, value, unit, asOf, source, shown, share };
      const open = rows.filter(row => !row[at] && row.find(Boolean).key === key);
      let row = open.find(one => one.some(other => other && other.asOf === asOf)) ?? open[0];
      if (!row) rows.push((row = canvases.map(() => null)));
      row[at] = fact;
    }
  });
  const missing = row => row.filter(fact => !fact).length;
  return rows.map(row => [row, missing(row)]).sort((a, b) => a[1] - b[1]).map(([row]) => compared(row, change));
}

function compared(row, change) {
  const stated = row.filter(Boolean);
  const differ = new Set(stated.map(fact => fact.asOf)).size > 1;
  const found = { name: stated[0].name, key: stated[0].key, figures: row, difference: "", ratio: "", differ, stated: stated.length };
  const told = stated.every(fact => PLAIN.test(fact.value) && fact.asOf);
  if (stated.length < 2 || !told || differ !== change) return found;
  const values = stated.map(fact => big(fact.value));
  const low = change ? values[0] : values.reduce((a, b) => (b < a ? b : a));
  const high = change ? values.at(-1) : values.reduce((a, b) => (b > a ? b : a));
  const of = value => stated[values.indexOf(value)].value.split(".")[1]?.length ?? 0;
  const decimals = change ? Math.max(of(low), stated.at(-1).value.split(".")[1]?.length ?? 0) : Math.max(of(low), of(high));
  found.difference = written((high - low) / 10n ** BigInt(9 - decimals), decimals);
  if (low > 0n && high > 0n && !stated[0].share) found.ratio = ratio(high, low);
  return found;
}
