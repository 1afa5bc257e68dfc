// The target map: polygons once, colours of the chosen layer again and again, a place on a click.

import { drawTerritories } from "../umpak/map.js";

const MOST_NAMED = 40;
const state = { map: null, data: null, selected: "" };

function layerData() {
  return JSON.parse(document.getElementById("map-layer-data").textContent);
}

function fillOf(data) {
  const pairs = Object.entries(data.colours).flat();
  return pairs.length ? ["match", ["get", "code"], ...pairs, data.none] : data.none;
}

function widthOf() {
  return [
    "case", ["==", ["get", "code"], state.selected], 3.5,
    ["boolean", ["feature-state", "hover"], false], 2.5, 0.5,
  ];
}

// On a phone the layers are one strip: the chosen one stays in sight.
function showChosenLayer() {
  const chosen = document.querySelector(".layer-link[aria-current]");
  const strip = chosen?.closest(".layer-switch");
  if (strip) strip.scrollLeft = chosen.offsetLeft - strip.clientWidth / 3;
}

function repaint() {
  state.data = layerData();
  if (!state.map) return;
  state.map.setPaintProperty("fill", "fill-color", fillOf(state.data));
}

function choose(element, code) {
  state.selected = code;
  state.map?.setPaintProperty("line", "line-width", widthOf());
  const url = element.dataset.place.replace("{code}", code);
  if (!document.getElementById("place-panel")) {
    window.location.href = url; // the small map of the first page has no room beside it
    return;
  }
  const shown = () => {
    if (window.innerWidth < 992) {
      document.getElementById("place-panel").scrollIntoView({ block: "start" });
    }
  };
  const overtaken = () => {}; // by a click on another place or tile
  window.htmx
    .ajax("GET", url, { source: "#place-panel", target: "#place-panel", swap: "innerHTML" })
    .then(shown, overtaken);
}

// The place, what the layer shows, and the figure.
function told({ code, name }) {
  const [title, text] = state.data.texts[code] ?? [name, ""];
  return text ? [title, state.data.label, text] : [title];
}

async function addBorders(element) {
  if (!element.dataset.borders) return;
  const answer = await fetch(element.dataset.borders).catch(() => null); // the map stands without
  if (!answer?.ok) return;
  state.map.addSource("borders", { type: "geojson", data: await answer.json() });
  state.map.addLayer(
    {
      id: "borders", type: "line", source: "borders",
      paint: { "line-color": "#1d2b2c", "line-width": 1.4, "line-opacity": 0.75 },
    },
    "name",
  );
}

async function start(element) {
  const message = element.querySelector(".map-message");
  message.textContent = message.dataset.loading;
  try {
    const answer = await fetch(element.dataset.url, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    state.data = layerData();
    const collection = await answer.json();
    state.map = await drawTerritories(element, collection, {
      fill: fillOf(state.data),
      onClick: ({ code }) => choose(element, code),
      tell: told,
    });
    message.remove();
    state.map.on("load", async () => {
      state.map.setPaintProperty("line", "line-width", widthOf());
      // The classes are as pale in the dark theme: the names stay dark on a pale rim.
      state.map.setPaintProperty("name", "text-color", "#1d2b2c");
      state.map.setPaintProperty("name", "text-halo-color", "#ffffff");
      if (element.clientWidth < 600) {
        state.map.setLayoutProperty("name", "text-size", 10);
        // Many names on a small map would run together; of few, each is wanted.
        const isCrowded = collection.features.length > MOST_NAMED;
        state.map.setLayoutProperty("name", "text-padding", isCrowded ? 12 : 1);
      }
      await addBorders(element);
      repaint();
      element.dataset.ready = "yes";
    });
    fold();
  } catch {
    message.textContent = message.dataset.failed;
    if (!message.isConnected) element.append(message);
  }
}

// With the map in place the tiles are a second way to the same; they start folded.
function fold() {
  const tiles = document.querySelector("details[data-tiles]");
  if (tiles) tiles.open = false;
}

showChosenLayer();
const element = document.querySelector("[data-target-map]");
if (element) start(element);

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "map-layer") return;
  showChosenLayer();
  repaint();
  if (state.map) fold();
});
