// Shows a slider's value beside it while it moves; the page works without this.

document.addEventListener("input", (event) => {
  if (event.target.type !== "range") return;
  const output = event.target.form?.querySelector(`output[for="${event.target.id}"]`);
  if (output) output.value = event.target.value;
});
