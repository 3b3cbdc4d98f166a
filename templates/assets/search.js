// Search, on every page: "/" goes to the field, and what finds is fetched when somebody means to search.
{
  const forms = [...document.querySelectorAll("form[data-search]")];
  const main = forms.find(form => form.dataset.results) ?? forms[0];

  document.addEventListener("keydown", event => {
    const busy = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey || !main) return;
    event.preventDefault();
    main.elements.q.focus();
    main.elements.q.select();
  });

  for (const form of forms) {
    const begin = () => {
      form.removeEventListener("focusin", begin);
      const module = form.dataset.results ? "./search-page.js" : "./search-suggest.js";
      import(module).then(it => it.begin(form), () => {}); // from the disk it cannot be had
    };
    // An address that asks is answered at once.
    if (form.dataset.results && location.search) begin();
    else form.addEventListener("focusin", begin);
  }
}
