// Small helpers around htmx and native elements. Pages work without them.

document.documentElement.classList.remove("no-js");

// Every htmx request that may write carries the CSRF token of the page.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
  if (event.detail.verb !== "get") return;
  for (const [name, value] of Object.entries(event.detail.parameters)) {
    if (value === "") delete event.detail.parameters[name];
  }
});

// A link that was followed wins over a list still on its way: the late answer would write its own
// address and so call the browser back. A download leaves the page where it is, hence the timer.
// On the window, after every other listener: a link that opened a drawer is not followed.
let leaving = false;
window.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || link.target || event.ctrlKey || event.metaKey) return;
  if (link.getAttribute("href").startsWith("#")) return;
  leaving = true;
  setTimeout(() => { leaving = false; }, 3000);
});
window.addEventListener("pageshow", () => { leaving = false; });
for (const step of ["htmx:beforeRequest", "htmx:beforeOnLoad"]) {
  document.body.addEventListener(step, (event) => { if (leaving) event.preventDefault(); });
}

// Language and theme forms return to the address of now, not to that of the first load.
document.addEventListener("submit", (event) => {
  const next = event.target.querySelector("input[data-next-here]");
  if (next) next.value = window.location.pathname + window.location.search;
});

// Menus built with <details> close on Escape and on a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details.menu[open]");
  closeMenus(null);
  open?.querySelector("summary").focus();
});

// On a phone the filters of a list start folded, unless one of them is set.
function foldFilters(root) {
  if (window.innerWidth >= 768) return;
  for (const filters of root.querySelectorAll("details.list-filters:not([data-active])")) {
    filters.open = false;
  }
}
foldFilters(document);
document.body.addEventListener("htmx:load", (event) => foldFilters(event.detail.elt));

// A failed fragment is told in words instead of silence.
function tellFailure() {
  const place = document.getElementById("request-failed");
  if (place) place.hidden = false;
}
document.body.addEventListener("htmx:responseError", tellFailure);
document.body.addEventListener("htmx:sendError", tellFailure);
document.body.addEventListener("htmx:beforeRequest", () => {
  const place = document.getElementById("request-failed");
  if (place) place.hidden = true;
});
