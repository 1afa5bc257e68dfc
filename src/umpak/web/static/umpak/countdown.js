// How long identities stay open. When the time is up, the page is fetched again, masked.
// The server says how many seconds are left: the clock of an office machine may be an hour off.

for (const place of document.querySelectorAll("[data-countdown]")) {
  const end = performance.now() + 1000 * Number(place.dataset.countdown);
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      window.location.reload();
      return;
    }
    const minutes = Math.floor(left / 60);
    const seconds = String(left % 60).padStart(2, "0");
    place.textContent = `(${place.dataset.label} ${minutes}.${seconds})`;
    window.setTimeout(tick, 1000);
  };
  tick();
}
