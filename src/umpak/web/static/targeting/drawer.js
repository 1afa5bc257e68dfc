// The reasons of a line open beside the list; a click with a modifier key opens the page as usual.

const ADDRESS = /^\/rencana-intervensi\/[0-9a-f-]{36}\/\d+\/$/;
const drawer = document.getElementById("drawer");
const body = document.getElementById("drawer-body");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || !ADDRESS.test(address.pathname)) return;
  if (link.closest("#drawer")) return;
  event.preventDefault();
  body.replaceChildren();
  window.htmx
    .ajax("GET", address.pathname, { source: "#drawer-body", target: "#drawer-body", swap: "innerHTML" })
    .then(() => {
      if (!body.childElementCount) return; // refused: the page says so, an empty drawer would hide it
      if (!drawer.open) drawer.showModal();
      drawer.scrollTop = 0;
    }, () => {}); // overtaken by a click on another line, or not sent: the page says so
});

// A click on the dark ground beside the drawer closes it.
drawer?.addEventListener("click", (event) => {
  if (event.target === drawer) drawer.close();
});
