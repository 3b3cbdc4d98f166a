// What every page does: its colours are the reader's choice, and "/" goes to the search.
// Runs before the page is drawn, so that a remembered choice never flashes.

// Light or dark: the reader's choice where there is one, else what the system says.
// `data-script` tells the style sheet that scripts run.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const colours = document.querySelectorAll('meta[name="theme-color"]');
  const media = ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"];

  const remembered = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be forbidden
    }
  };
  const chosen = () => (["light", "dark"].includes(root.dataset.theme) ? root.dataset.theme : "");
  const dark = () => (chosen() ? chosen() === "dark" : system.matches);

  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    colours.forEach((meta, index) => {
      meta.media = chosen() ? (dark() === (index === 1) ? "all" : "not all") : media[index];
    });
    mark();
  };
  const mark = () => {
    for (const button of document.querySelectorAll(".theme-switch")) button.ariaPressed = `${dark()}`;
  };

  root.dataset.script = "";
  show(remembered());
  document.addEventListener("DOMContentLoaded", mark);
  system.addEventListener("change", mark);
  addEventListener("storage", () => show(remembered()));
  addEventListener("pageshow", (event) => event.persisted && show(remembered()));
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".theme-switch")) return;
    const next = dark() ? "light" : "dark";
    // Who chooses what the system says follows the system again.
    const theme = (next === "dark") === system.matches ? "" : next;
    show(theme);
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      // then the choice holds for this page alone
    }
  });
}

// The font of the headings is fetched when the first page of a visit is there, and used from the
// second on: no page waits for it, and none changes its letters before the reader's eyes.
{
  const { font } = document.currentScript.dataset;
  const root = document.documentElement;
  const fetched = () => {
    try {
      return sessionStorage.getItem("font") === font;
    } catch {
      return false; // storage may be forbidden; the system's letters stay
    }
  };
  if (font && fetched()) root.dataset.font = "";
  else if (font) {
    addEventListener("load", () => document.fonts.load(`600 1em ${font}`)
      .then(found => found.length && sessionStorage.setItem("font", font))
      .catch(() => {}));
  }
}

// Search, on every page: "/" goes to the field, and what finds is fetched when somebody means to search.
{
  const forms = () => [...document.querySelectorAll("form[data-search]")];

  document.addEventListener("keydown", event => {
    const busy = event.target.closest?.("input, select, textarea, [contenteditable]");
    const main = forms().find(form => form.dataset.results) ?? forms()[0];
    if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey || !main) return;
    event.preventDefault();
    main.elements.q.focus();
    main.elements.q.select();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of forms()) {
      const begin = () => {
        form.removeEventListener("focusin", begin);
        const module = form.dataset.results ? "./search-page.js" : "./search-suggest.js";
        const ready = import(module).then(it => it.begin(form), () => {}); // not from the disk
        if (!form.dataset.results) return;
        // Who is faster than the script waits for it.
        const wait = event => { event.preventDefault(); ready.then(() => form.requestSubmit()); };
        form.addEventListener("submit", wait);
        ready.then(() => form.removeEventListener("submit", wait));
      };
      // An address that asks is answered at once.
      if (form.dataset.results && location.search) begin();
      else form.addEventListener("focusin", begin);
    }
  });
}
