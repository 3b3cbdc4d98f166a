// The list of comparisons offers any others where the site comes from a server. Classic, since
// browsers refuse modules to pages that are opened from the disk.
{
  const root = document.getElementById("choose");
  if (location.protocol === "file:") {
    root.replaceChildren(root.querySelector("[data-disk]"));
    root.firstChild.hidden = false;
  } else {
    // What draws is fetched when somebody means to compare.
    const begin = () => import("./compare-live.js").then(it => it.begin(root));
    if (location.search || location.hash) begin();
    else root.addEventListener("focusin", begin, { once: true });
  }
}
