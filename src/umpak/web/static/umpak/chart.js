// Draws every <figure data-chart> from the JSON beside it. The same figures stand in a table.

const NUMBER = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat("id-ID", { notation: "compact", maximumFractionDigits: 1 });
// Okabe and Ito's colours, told apart by the colour-blind too; patterns tell states apart again.
const TONES = { best: "#0072b2", good: "#009e73", neutral: "#8a97a3", warning: "#e69f00", bad: "#d55e00" };
const SERIES = ["#0072b2", "#009e73", "#e69f00", "#cc79a7", "#56b4e9"];

let library;
const echarts = () => (library ??= import("../echarts/echarts.esm.min.mjs"));

function isDark() {
  return document.documentElement.dataset.bsTheme === "dark";
}

// Axes in the ink of the page; the names of a category take the room that they need, no more.
function axis(more = {}) {
  const line = isDark() ? "#3d474f" : "#d5dbe0";
  return {
    ...more,
    axisLine: { lineStyle: { color: isDark() ? "#8fa0ad" : "#6b7780" } },
    splitLine: { lineStyle: { color: line } },
    axisLabel: { color: isDark() ? "#dce3ea" : "#24313d", fontSize: 12, ...more.axisLabel },
  };
}

function room(categories, canvas) {
  const longest = Math.max(...categories.map((name) => String(name).length), 1);
  return Math.min(7 * longest + 4, canvas.clientWidth < 500 ? 110 : 220);
}

function common(chart) {
  const ink = isDark() ? "#dce3ea" : "#24313d";
  const fontFamily = getComputedStyle(document.body).fontFamily;
  const written = (value) =>
    value === null || value === undefined
      ? "–"
      : (chart.unit === "rupiah" ? "Rp" : "") + NUMBER.format(value);
  return {
    animation: false,
    aria: { enabled: true, decal: { show: chart.kind === "stacked-bars" } },
    textStyle: { color: ink, fontFamily },
    legend: {
      textStyle: { color: ink, fontFamily }, top: 0, left: 0, type: "scroll",
      pageTextStyle: { color: ink }, pageIconColor: ink, pageIconInactiveColor: "#8a97a3",
    },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    // Rich text is drawn on the canvas: the strict content policy allows no inline style.
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: written, confine: true },
  };
}

function bars(chart, canvas) {
  return {
    ...common(chart),
    xAxis: axis({ type: "value", axisLabel: { formatter: (value) => SHORT.format(value) } }),
    yAxis: axis({
      type: "category",
      inverse: true,
      data: chart.categories,
      axisLabel: { width: room(chart.categories, canvas), overflow: "break", lineHeight: 14 },
    }),
    series: chart.series.map((one, place) => ({
      type: "bar",
      stack: "all",
      name: one.name,
      data: one.values,
      itemStyle: { color: TONES[one.tone] ?? SERIES[place % SERIES.length] },
    })),
  };
}

function lines(chart) {
  return {
    ...common(chart),
    xAxis: axis({ type: "category", data: chart.categories }),
    yAxis: axis({ type: "value", axisLabel: { formatter: (value) => SHORT.format(value) } }),
    series: chart.series.map((one, place) => ({
      type: "line",
      name: one.name,
      symbol: ["circle", "rect", "triangle", "diamond"][place % 4],
      symbolSize: 8,
      data: one.values.map((value) => (value === null ? null : Number(value))),
      itemStyle: { color: SERIES[place % SERIES.length] },
    })),
  };
}

async function draw(figure) {
  if (figure.dataset.drawn) return;
  figure.dataset.drawn = "1";
  const chart = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const canvas = figure.querySelector(".chart-canvas");
  if (chart.kind === "stacked-bars") {
    canvas.style.height = `${80 + 44 * chart.categories.length}px`;
  }
  const { init } = await echarts();
  const drawn = init(canvas, null, { renderer: "canvas" });
  drawn.setOption(chart.kind === "stacked-bars" ? bars(chart, canvas) : lines(chart));
  new ResizeObserver(() => drawn.resize()).observe(canvas);
}

function drawAll(root) {
  for (const figure of root.querySelectorAll("figure[data-chart]")) draw(figure);
}
drawAll(document);
document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
