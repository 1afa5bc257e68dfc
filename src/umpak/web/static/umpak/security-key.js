// Security keys: what the browser refuses is told in words, and Enter does what the button does.
// The button can be pressed once the library listens to it: a press before that would be lost.

const trouble = document.getElementById("key-trouble");
const reasons = { NotAllowedError: "cancelled", InvalidStateError: "known", SecurityError: "address" };

document.addEventListener("allauth.error", (event) => {
  event.preventDefault(); // else the library only writes to the console, which nobody reads
  const reason = reasons[event.detail.exception?.name] ?? "other";
  for (const text of trouble.querySelectorAll("[data-trouble]")) {
    text.hidden = text.dataset.trouble !== reason;
  }
  trouble.hidden = false;
  trouble.focus();
});

const add = document.getElementById("mfa_webauthn_add");
add?.closest("form").addEventListener("submit", (event) => {
  event.preventDefault(); // Enter in the name: the key itself is still missing
  add.click();
});

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-key-button]")) button.disabled = false;
});
