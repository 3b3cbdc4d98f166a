// Tables marked with data-sort can be sorted by their columns but the last; its text names the buttons.
const key = cell => {
  const time = cell.querySelector("time");
  if (time) return time.dateTime;
  const figure = cell.querySelector(".value");
  if (!figure) return cell.textContent.trim();
  const written = figure.querySelector("data")?.value ?? figure.textContent.trim();
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written;
};
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
// Numbers before words, nothing last whichever way.
const order = (a, b, way) => {
  if (a === b) return 0;
  if (a === "–" || b === "–") return a === "–" ? 1 : -1;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return way * (typeof a === "number" ? a - b : compare(a, b));
};
for (const table of document.querySelectorAll("table[data-sort]")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  heads.slice(0, -1).forEach((head, column) => {
    if (body.rows.length < 2 || new Set([...body.rows].map(row => key(row.cells[column]))).size < 2) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.title = table.dataset.sort;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const way = head.ariaSort === "ascending" ? -1 : 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = way > 0 ? "ascending" : "descending";
      const rows = [...body.rows].map(row => [key(row.cells[column]), row]);
      body.append(...rows.sort(([a], [b]) => order(a, b, way)).map(([, row]) => row));
    });
  });
}
