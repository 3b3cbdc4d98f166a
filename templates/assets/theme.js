// Light or dark: the reader's choice where there is one, else what the system says.
// Runs before the page is drawn. `data-script` tells the style sheet that scripts run.
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

  // The font of the headings is asked for early; from the disk, browsers refuse to do so.
  const { font } = document.currentScript.dataset;
  if (font && location.protocol !== "file:") {
    const link = Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    link.href = font;
    document.head.append(link);
  }

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
