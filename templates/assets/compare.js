// Filters, turns round and shares a comparison; all of its text is there without this.
export function equip(comparing) {
  const tools = document.getElementById("tools").content.cloneNode(true);
  comparing.querySelector(".bar").append(tools);
  const status = comparing.querySelector("[role=status]");
  const chosen = new URLSearchParams(location.search).get("show");

  const show = (value) => {
    comparing.dataset.show = value;
    const url = new URL(location.href);
    if (value === "all") url.searchParams.delete("show");
    else url.searchParams.set("show", value);
    // Commas stay as they are: an address that is passed on should be one that can be read.
    url.search = url.search.replaceAll("%2C", ",");
    history.replaceState(null, "", url);
  };

  for (const input of comparing.querySelectorAll("[name=show]")) {
    input.addEventListener("change", () => show(input.value));
    if (input.value === chosen) {
      input.checked = true;
      show(chosen);
    }
  }
  comparing.querySelector("[data-do=swap]").addEventListener("click", () => {
    for (const row of comparing.querySelectorAll(".columns")) row.append(...[...row.children].reverse());
  });
  const copy = comparing.querySelector("[data-do=copy]");
  if (navigator.clipboard) {
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      status.textContent = copy.dataset.done;
    });
  } else copy.remove();
}

const comparing = document.querySelector(".comparing");
if (comparing) equip(comparing);
