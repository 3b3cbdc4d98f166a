// Narrows the list of canvases down and sorts it. What is chosen stands in the page's address.
// Not a module: browsers refuse those from the disk.
{
  const STEP = 36;
  const choices = document.querySelector(".filters");
  const list = document.querySelector("#canvases");
  const pager = document.querySelector(".pager");
  const box = choices.closest("details");
  const status = document.querySelector(".found");
  const others = choices.dataset.rest.trim().split(" ").filter(Boolean);
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  const first = [...list.children];
  let all = others.length ? null : first;
  let limit = STEP;
  let narrowed = false;

  const more = document.createElement("button");
  more.type = "button";
  more.className = "more";
  more.textContent = choices.dataset.more;
  more.hidden = true;
  list.after(more);

  // The cards of the other pages, asked for when they are first needed.
  const load = async () => {
    const pages = await Promise.all(others.map(async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...page.querySelectorAll("#canvases > li")].map((card) => document.adoptNode(card));
    }));
    return first.concat(...pages);
  };

  const fits = (card, chosen) => [...chosen].every(([key, value]) =>
    key === "sort" || (key === "blocks"
      ? (card.dataset.blocks === "9") === (value === "9")
      : (card.dataset[key] ?? "").split(" ").includes(value)));

  // Cards without a date stand last, whichever way.
  const compare = {
    new: (a, b) => (a.dataset.date < b.dataset.date ? 1 : a.dataset.date > b.dataset.date ? -1 : 0),
    old: (a, b) => !a.dataset.date - !b.dataset.date || -compare.new(a, b),
  };

  const selects = [...choices.querySelectorAll("select")];
  const chosen = () => new Map(selects.filter((s) => s.value).map((s) => [s.name, s.value]));

  const show = async () => {
    try {
      if (chosen().size) all ??= await load();
    } catch {
      box.hidden = true; // the plain pages go on to work
      return;
    }
    const wanted = chosen(); // what is chosen by now
    if (!wanted.size && !narrowed) return; // the list is as it came
    narrowed = wanted.size > 0;
    const found = narrowed ? all.filter((card) => fits(card, wanted)) : first;
    const order = compare[wanted.get("sort")];
    if (order) found.sort(order);
    list.replaceChildren(...found.slice(0, limit));
    more.hidden = found.length <= limit;
    status.textContent = narrowed ? status.dataset.text.replace("#", digits.format(found.length)) : "";
    if (pager) pager.hidden = narrowed;
  };

  const remember = () => {
    const query = new URLSearchParams([...chosen()]).toString();
    history.pushState(null, "", query ? `?${query}` : location.pathname);
  };
  const recall = () => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = query.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    box.open ||= chosen().size > 0;
    limit = STEP;
    return show();
  };

  choices.addEventListener("change", () => { limit = STEP; remember(); show(); });
  choices.querySelector("button").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    limit = STEP;
    remember();
    show();
  });
  more.addEventListener("click", async () => {
    const from = limit;
    limit += STEP;
    await show();
    list.children[from]?.querySelector("a").focus();
  });
  addEventListener("popstate", recall);
  if (others.length && location.protocol === "file:") box.hidden = true;
  else recall();
}
