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
  place.querySelector("[role='status']").textContent = `${text} ${place.dataset.added}`;
}

function chosen(input, isSure) {
  const options = [...(input.list?.options ?? [])].map((option) => option.value);
  if (options.includes(input.value)) return input.value;
  return isSure && options.length === 1 ? options[0] : "";
}

for (const place of document.querySelectorAll("[data-villages]")) {
  const input = place.querySelector("input[list]");
  input.addEventListener("input", () => {
    const text = chosen(input, false);
    if (text) take(place, input, text);
  });
  // Enter takes the only suggestion; it never sends a half-written form.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.trim()) return;
    event.preventDefault();
    const text = chosen(input, true);
    if (text) take(place, input, text);
  });
}
