// What changed from one date to the next, as in comparison/changes.py: sentences aligned, words
// inside them. A sentence is [its pieces, its words].
const MAX_SENTENCES = 60;
const MAX_WORDS = 400;
const ALIKE = 450;

// The places of what stays of two lists: their longest common subsequence, of several the one that
// RapidFuzz finds.
export function staying(one, other) {
  let start = 0;
  let end = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [a, b] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const width = a.length + 1;
  const longest = new Uint32Array(width * (b.length + 1));
  for (let row = 1; row <= b.length; row++)
    for (let col = 1; col < width; col++)
      longest[row * width + col] =
        a[col - 1] === b[row - 1]
          ? longest[(row - 1) * width + col - 1] + 1
          : Math.max(longest[(row - 1) * width + col], longest[row * width + col - 1]);
  const grows = (row, col) => longest[row * width + col] > longest[row * width + col - 1];
  const found = [];
  for (let row = b.length, col = a.length; row && col; )
    if (!grows(row, col)) col--;
    else {
      row--;
      if (!row || !grows(row, col)) found.unshift([--col + start, row + start]);
    }
  for (let at = 0; at < start; at++) found.splice(at, 0, [at, at]);
  for (let at = end; at; at--) found.push([one.length - at, other.length - at]);
  return found;
}

export function edits(old, fresh) {
  const texts = some => some.map(([pieces]) => pieces.join(""));
  const found = [];
  let [from, to] = [0, 0];
  for (const [one, other] of [...staying(texts(old), texts(fresh)), [old.length, fresh.length]]) {
    found.push(...between(old.slice(from, one), fresh.slice(to, other)));
    [from, to] = [one + 1, other + 1];
  }
  return found;
}

// Whether no sentence of a text stayed, nor became another: then edits say nothing.
export const writtenAnew = (old, fresh, found) => Boolean(old.length && fresh.length) && found.length === old.length + fresh.length;

function between(old, fresh) {
  const found = [];
  let [from, to] = [0, 0];
  for (const [one, other] of [...aligned(old, fresh), [old.length, fresh.length]]) {
    for (const [pieces] of old.slice(from, one)) found.push({ change: "removed", pieces: [["del", pieces.join("")]] });
    for (const [pieces] of fresh.slice(to, other)) found.push({ change: "added", pieces: [["ins", pieces.join("")]] });
    if (one < old.length && other < fresh.length) found.push({ change: "reworded", pieces: inside(old[one][0], fresh[other][0]) });
    [from, to] = [one + 1, other + 1];
  }
  return found;
}

// Which old sentence became which new one, in order, so that their likenesses add up to the most.
function aligned(old, fresh) {
  if (!old.length || !fresh.length || Math.max(old.length, fresh.length) > MAX_SENTENCES) return [];
  const split = ([, words]) => (words ? words.split(" ") : []);
  const [ones, others] = [old.map(split), fresh.map(split)];
  const like = ones.map(one => others.map(other => {
    const both = one.length + other.length;
    return both ? Math.floor((2000 * staying(one, other).length) / both) : 1000;
  }));
  const best = Array.from({ length: old.length + 1 }, () => new Array(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], like[i][j] >= ALIKE ? best[i + 1][j + 1] + like[i][j] : 0);
  const found = [];
  for (let i = 0, j = 0; i < old.length && j < fresh.length; )
    if (best[i][j] === best[i + 1][j]) i++;
    else if (best[i][j] === best[i][j + 1]) j++;
    else found.push([i++, j++]);
  return found;
}

// A sentence in pieces, those that follow one another without a word between as one.
function inside(one, other) {
  if (Math.max(one.length, other.length) > MAX_WORDS) return [["del", one.join("")], ["ins", other.join("")]];
  const runs = [];
  let [from, to] = [0, 0];
  const add = (kind, text) => {
    if (!text) return;
    if (runs.at(-1)?.[0] === kind) runs.at(-1)[1] += text;
    else runs.push([kind, text]);
  };
  for (const [at, there] of [...staying(one, other), [one.length, other.length]]) {
    add("del", one.slice(from, at).join(""));
    add("ins", other.slice(to, there).join(""));
    add("same", one[at]);
    [from, to] = [at + 1, there + 1];
  }
  const found = [];
  let [gone, come] = ["", ""];
  const flush = () => {
    const space = gone.endsWith(" ") && come.endsWith(" ") ? 1 : 0;
    for (const [kind, text] of [["del", gone], ["ins", come]]) if (text.length > space) found.push([kind, text.slice(0, text.length - space)]);
    if (space) found.push(["same", " "]);
    [gone, come] = ["", ""];
  };
  runs.forEach(([kind, text], at) => {
    if (kind === "del") gone += text;
    else if (kind === "ins") come += text;
    else if ((gone || come) && !text.trim() && at < runs.length - 1) {
      gone += text;
      come += text;
    } else {
      flush();
      found.push([kind, text]);
    }
  });
  flush();
  return found;
}
