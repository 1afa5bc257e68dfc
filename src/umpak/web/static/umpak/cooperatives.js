// Cooperatives as points on their districts. The same points stand in a table below the map.

const dark = () => document.documentElement.dataset.bsTheme === "dark";

function style(data) {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: data.areas },
      points: { type: "geojson", data: data.points },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": dark() ? "#18212b" : "#f4f6f8" } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": dark() ? "#26323e" : "#e3e9ee" } },
      { id: "borders", type: "line", source: "areas", paint: { "line-color": dark() ? "#5d6c7b" : "#8a97a3", "line-width": 1 } },
      {
        id: "points",
        type: "circle",
        source: "points",
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 4, 13, 9],
          "circle-color": ["match", ["get", "state"], ...Object.entries(data.colours).flat(), "#8a97a3"],
          "circle-stroke-color": dark() ? "#18212b" : "#ffffff",
          "circle-stroke-width": 1.5,
        },
      },
    ],
  };
}

function bounds(data) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (place) => {
    if (typeof place[0] === "number") {
      box[0] = Math.min(box[0], place[0]);
      box[1] = Math.min(box[1], place[1]);
      box[2] = Math.max(box[2], place[0]);
      box[3] = Math.max(box[3], place[1]);
    } else for (const inner of place) visit(inner);
  };
  for (const { features } of [data.areas, data.points]) {
    for (const feature of features) visit(feature.geometry.coordinates);
  }
  return Number.isFinite(box[0]) ? box : [95, -11, 141, 6];
}

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

async function draw(place) {
  if (place.dataset.drawn) return;
  place.dataset.drawn = "1";
  const { Map, NavigationControl, Popup } = await import("../maplibre/maplibre-gl.mjs");
  const data = JSON.parse(place.querySelector("script[type='application/json']").textContent);
  const map = new Map({
    container: place.querySelector(".map-canvas"),
    style: style(data),
    bounds: bounds(data),
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: window.innerWidth < 768,
  });
  map.once("load", () => map.resize().fitBounds(bounds(data), { padding: 24, animate: false }));
  map.addControl(new NavigationControl({ showCompass: false }));
  map.on("click", "points", (event) => {
    const [feature] = event.features;
    new Popup()
      .setLngLat(feature.geometry.coordinates)
      .setDOMContent(told(feature.properties))
      .addTo(map);
  });
  map.on("mouseenter", "points", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "points", () => (map.getCanvas().style.cursor = ""));
}

function drawAll(root) {
  for (const place of root.querySelectorAll("[data-cooperative-map]")) draw(place);
}
drawAll(document);
document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
