// Maps without tiles: polygons of territories, their names, and a way to their pages.
// `drawTerritories` serves other screens too: give it a collection and a paint for the fill.

const THEME = {
  light: { land: "#dfe9e8", line: "#6b7f80", marked: "#8cc6c2", hover: "#bcd9d6", text: "#1d2b2c", halo: "#ffffff", ground: "#f6f8fb" },
  dark: { land: "#24383a", line: "#8fa5a6", marked: "#2f7f80", hover: "#2f5254", text: "#e6eeee", halo: "#10191a", ground: "#151f2c" },
};

export function theme() {
  return THEME[document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light"];
}

export async function loadLibrary(element) {
  const library = await import(new URL(element.dataset.library, document.baseURI).href);
  library.setWorkerUrl(new URL(element.dataset.worker, document.baseURI).href);
  return library;
}

export function boundsOf(features) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] !== "number") return part.forEach(visit);
    bounds[0] = Math.min(bounds[0], part[0]);
    bounds[1] = Math.min(bounds[1], part[1]);
    bounds[2] = Math.max(bounds[2], part[0]);
    bounds[3] = Math.max(bounds[3], part[1]);
  };
  for (const feature of features) visit(feature.geometry.coordinates);
  return [[bounds[0], bounds[1]], [bounds[2], bounds[3]]];
}

// MapLibre's own words, in the language of the page.
function words() {
  const source = document.getElementById("map-words");
  return source ? JSON.parse(source.textContent) : {};
}

// What the pointer is on: its name, then whatever else `tell` says. Small places have no label.
function addTip(map, element, tell) {
  const tip = Object.assign(document.createElement("div"), { className: "map-tip", hidden: true });
  element.append(tip);
  map.on("mousemove", "fill", (event) => {
    const [name, ...lines] = tell(event.features[0].properties);
    tip.replaceChildren(Object.assign(document.createElement("strong"), { textContent: name }));
    for (const textContent of lines.filter(Boolean)) {
      tip.append(Object.assign(document.createElement("span"), { textContent }));
    }
    tip.hidden = false;
    const across = Math.min(event.point.x + 14, element.clientWidth - tip.offsetWidth - 8);
    const down = Math.min(event.point.y + 14, element.clientHeight - tip.offsetHeight - 8);
    tip.style.transform = `translate(${across}px, ${down}px)`;
  });
  map.on("mouseleave", "fill", () => (tip.hidden = true));
}

function areaOf(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i += 1) {
    twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return Math.abs(twice);
}

// A name stands once, in the largest part: a village of many islands would bear it on each.
function largestParts(features) {
  return features.map(({ properties, geometry }) => {
    const parts = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
    const [largest] = [...parts].sort((one, other) => areaOf(other[0]) - areaOf(one[0]));
    return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: largest } };
  });
}

function layersOf(colours, selected, fill) {
  return [
    { id: "ground", type: "background", paint: { "background-color": colours.ground } },
    {
      id: "fill", type: "fill", source: "places",
      paint: {
        "fill-color": fill ?? [
          "case", ["==", ["get", "code"], selected], colours.marked,
          ["boolean", ["feature-state", "hover"], false], colours.hover, colours.land,
        ],
      },
    },
    {
      id: "line", type: "line", source: "places",
      paint: {
        "line-color": colours.line,
        "line-width": ["case", ["==", ["get", "code"], selected], 2.5, 0.8],
      },
    },
    {
      id: "name", type: "symbol", source: "names",
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-max-width": 7, "text-font": ["sans-serif"] },
      paint: { "text-color": colours.text, "text-halo-color": colours.halo, "text-halo-width": 1.4 },
    },
  ];
}

export async function drawTerritories(
  element, collection, { selected = "", fill, onClick, tell = ({ name }) => [name] } = {},
) {
  const { Map: MapLibreMap, NavigationControl } = await loadLibrary(element);
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new MapLibreMap({
    container: element,
    locale: words(),
    attributionControl: false,
    bounds: boundsOf(collection.features),
    fitBoundsOptions: { padding: 16 },
    cooperativeGestures: true,
    fadeDuration: reduced ? 0 : 150,
    style: {
      version: 8,
      sources: {
        places: { type: "geojson", data: collection, promoteId: "code" },
        names: {
          type: "geojson",
          data: { type: "FeatureCollection", features: largestParts(collection.features) },
        },
      },
      layers: layersOf(theme(), selected, fill),
    },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  let hovered = null;
  const hover = (code) => {
    if (hovered) map.setFeatureState({ source: "places", id: hovered }, { hover: false });
    hovered = code;
    if (code) map.setFeatureState({ source: "places", id: code }, { hover: true });
    map.getCanvas().style.cursor = code ? "pointer" : "";
  };
  map.on("mousemove", "fill", (event) => hover(event.features[0].properties.code));
  map.on("mouseleave", "fill", () => hover(null));
  addTip(map, element, tell);
  if (onClick) map.on("click", "fill", (event) => onClick(event.features[0].properties));
  return map;
}

async function start(element) {
  if (element.dataset.started) return;
  element.dataset.started = "yes";
  const message = element.querySelector(".map-message");
  message.textContent = message.dataset.loading;
  try {
    const answer = await fetch(element.dataset.url, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const collection = await answer.json();
    if (!collection.features.length) {
      message.textContent = message.dataset.empty;
      return;
    }
    message.remove();
    await drawTerritories(element, collection, {
      selected: element.dataset.selected,
      onClick: ({ code }) => {
        window.location.href = element.dataset.page.replace("{code}", code);
      },
    });
  } catch {
    message.textContent = message.dataset.failed;
    element.append(message);
  }
}

function startAll(root) {
  for (const element of root.querySelectorAll("[data-territory-map]")) start(element);
}
startAll(document);
document.body.addEventListener("htmx:load", (event) => startAll(event.detail.elt.parentElement ?? document));
