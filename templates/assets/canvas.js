// On the page of a canvas, what cannot work without a script is made by it. It is no module,
// so that it runs from the disk as well.
{
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => act(made));
    return made;
  };

  const actions = document.querySelector("[data-print]");
  if (actions) {
    const item = document.createElement("li");
    item.append(button(actions.dataset.print, () => print()));
    actions.append(item);
  }

  const snippet = document.querySelector("[data-frame]");
  if (snippet && location.protocol !== "file:") {
    const { frame, copy, copied } = snippet.dataset;
    const code = snippet.querySelector("code");
    const whole = new URL(frame, location.href).href;
    code.textContent = code.textContent.replace(`"${frame}"`, () => `"${whole}"`);
    snippet.parentElement.hidden = false;
    if (navigator.clipboard) {
      const told = document.createElement("span");
      told.role = "status";
      const act = () => navigator.clipboard.writeText(code.textContent).then(() => (told.textContent = copied));
      snippet.append(button(copy, act), " ", told);
    }
  }
}
