// Cooperatives as points on their districts. The same points stand in a table below the map.

import { boundsOf, drawTerritories, loadLibrary, theme } from "./map.js";

function told(properties) {
  const card = document.createElement("div");
  const link = document.createElement("a");
  link.href = properties.url;
  link.textContent = properties.name;
  const line = document.createElement("div");
  line.textContent = `${properties.kind} · ${properties.state_label}`;
  card.append(link, line);
  return card;
}

function addPoints(map, data) {
  map.addSource("cooperatives", { type: "geojson", data: data.points });
  map.addLayer({
    id: "cooperatives",
    type: "circle",
    source: "cooperatives",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 4, 13, 9],
      "circle-color": ["match", ["get", "state"], ...Object.entries(data.colours).flat(), "#8a97a3"],
      "circle-stroke-color": theme().ground,
      "circle-stroke-width": 1.5,
    },
  });
}

async function draw(place) {
  if (place.dataset.drawn) return;
  place.dataset.drawn = "1";
  const data = JSON.parse(place.querySelector("script[type='application/json']").textContent);
  const canvas = place.querySelector("[data-cooperative-canvas]");
  if (!data.areas.features.length) {
    canvas.hidden = true;
    return;
  }
  const { Popup } = await loadLibrary(canvas);
  const map = await drawTerritories(canvas, data.areas);
  map.once("load", () => { // nothing is awaited since the map was made: it cannot have loaded yet
    addPoints(map, data);
    map.fitBounds(boundsOf([...data.areas.features, ...data.points.features]), { padding: 24, animate: false });
  });
  map.on("click", "cooperatives", (event) => {
    const [feature] = event.features;
    new Popup().setLngLat(feature.geometry.coordinates).setDOMContent(told(feature.properties)).addTo(map);
  });
}

function drawAll(root) {
  for (const place of root.querySelectorAll("[data-cooperative-map]")) draw(place);
}
drawAll(document);
document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
