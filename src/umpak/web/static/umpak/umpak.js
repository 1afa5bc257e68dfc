// Small helpers around htmx and native elements. Pages work without them.

document.documentElement.classList.remove("no-js");

// Every htmx request that may write carries the CSRF token of the page; the address of a list holds
// only what is filled in. In other forms an empty field says something.
document.body.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
  if (event.detail.verb !== "get" || !event.detail.elt.closest("#list")) return;
  for (const [name, value] of Object.entries(event.detail.parameters)) {
    if (value === "") delete event.detail.parameters[name];
  }
});

// A link that was followed, or a form that was sent, wins over a list still on its way: the late
// answer would write its own address and so call the browser back. What is being fetched is given
// up, however slow the page to come is; what the last letter would still ask for is not asked. A page
// may also answer with a file and stay, hence the timer.
// On the window, after every other listener: a link that opened a drawer is not followed.
let leaving = false;
const fetching = new Set();
document.body.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (detail.requestConfig.verb === "get") fetching.add(detail.xhr);
});
document.body.addEventListener("htmx:afterRequest", ({ detail }) => fetching.delete(detail.xhr));
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (leaving) event.preventDefault();
});
function leave() {
  leaving = true;
  setTimeout(() => { leaving = false; }, 3000);
  for (const xhr of fetching) xhr.abort();
}
function staysHere(link, event) {
  return link.target || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")
    || event.ctrlKey || event.metaKey || event.shiftKey;
}
window.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && !event.defaultPrevented && !staysHere(link, event)) leave();
});
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method !== "dialog") leave();
});
window.addEventListener("pageshow", () => { leaving = false; });

// What was typed into the search before this script stood is searched for too.
document.addEventListener("DOMContentLoaded", () => {
  const search = document.getElementById("list-search");
  if (search && search.value !== search.defaultValue) search.form.requestSubmit();
});

// A form that is pressed twice is sent once, however slow the answer; htmx keeps watch over its own.
// The timer is for somebody who pressed Stop, `pageshow` for somebody who came back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 60000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

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
document.body.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt !== document.body) foldFilters(detail.elt); // by then somebody may have opened them
});

// On a phone a row of tabs is longer than the screen: the one that is open stands in sight.
for (const row of document.querySelectorAll(".tabs-scroll")) {
  const open = row.querySelector(".active");
  if (open) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
}

// A failed fragment is told in words instead of silence. Suggestions may stay away: the typed text
// counts, and not everybody who fills in a form may look through the register.
function tellFailure(event) {
  if (event.detail.elt.matches("input[list]")) return;
  const place = document.getElementById("request-failed");
  if (place) place.hidden = false;
}
document.body.addEventListener("htmx:responseError", tellFailure);
document.body.addEventListener("htmx:sendError", tellFailure);
document.body.addEventListener("htmx:beforeRequest", () => {
  const place = document.getElementById("request-failed");
  if (place) place.hidden = true;
});
