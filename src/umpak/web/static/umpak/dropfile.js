// A file dropped anywhere on the page lands in the form's file field.

const field = document.querySelector('form input[type="file"]');
const hint = document.querySelector("[data-drop-hint]");
if (hint) hint.hidden = false;

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", () => document.body.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  if (!field || !event.dataTransfer?.files.length) return;
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});
