// Several villages: a suggestion that was chosen becomes a ticked box; untick it to take it away.

function take(place, input, text) {
  const code = text.split(" ", 1)[0];
  const boxes = place.querySelector("[data-village-boxes]");
  const held = [...boxes.querySelectorAll("input")].find((box) => box.value === code);
  if (held) {
    held.checked = true;
  } else {
    const line = place.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector("input").value = code;
    line.querySelector("span").textContent = `${text.slice(code.length + 1)} (${code})`;
    boxes.append(line);
  }
  input.value = "";
  tell(place, `${text} ${place.dataset.added}`);
}

function tell(place, text) {
  place.querySelector("[role='status']").textContent = text;
}

function suggestions(input) {
  return [...(input.list?.options ?? [])].map((option) => option.value);
}

// Enter takes the only suggestion. It waits for those of the text that stands there: the ones shown
// until then may belong to an earlier text.
function watch(place) {
  const input = place.querySelector("input[list]");
  let answered = null;
  let isWaiting = false;

  function choose() {
    isWaiting = input.value !== answered;
    if (isWaiting) return;
    const found = suggestions(input);
    if (found.length === 1) take(place, input, found[0]);
    else tell(place, found.length ? place.dataset.several : place.dataset.none);
  }

  input.addEventListener("input", () => {
    isWaiting = false;
    if (suggestions(input).includes(input.value)) take(place, input, input.value);
  });
  input.list.addEventListener("htmx:afterSwap", (event) => {
    answered = event.detail.requestConfig.parameters[input.name];
    if (isWaiting) choose();
  });
  // It never sends a half-written form.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.trim()) return;
    event.preventDefault();
    choose();
  });
}

document.querySelectorAll("[data-villages]").forEach(watch);
