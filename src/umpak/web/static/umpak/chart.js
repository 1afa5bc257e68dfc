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

// How many lines the legend takes: it wraps, so that no name is cut or hidden behind a pager.
function legendLines(chart, canvas) {
  if (chart.series.length < 2) return 0;
  let lines = 1;
  let used = 0;
  for (const one of chart.series) {
    const width = 45 + 7 * one.name.length;
    if (used && used + width > canvas.clientWidth) {
      lines += 1;
      used = 0;
    }
    used += width;
  }
  return lines;
}

const topOf = (chart, canvas) => 12 + 28 * legendLines(chart, canvas) + (chart.kind === "lines" ? 16 : 0);

// Whether the axis below the bars says what it counts.
const isNamed = (chart) => chart.kind === "stacked-bars" && Boolean(chart.unit);

// Of whole things no half is marked on the axis.
const isCounted = (chart) =>
  chart.series.every((one) => one.values.every((value) => Number.isInteger(Number(value))));

// The figures' axis: what it counts stands at its end; a scale with an end runs to it.
function figures(chart, more) {
  return axis({
    type: "value",
    name: chart.unit === "rupiah" ? "" : chart.unit,
    nameTextStyle: { color: isDark() ? "#dce3ea" : "#24313d" },
    min: chart.least,
    max: chart.most,
    minInterval: isCounted(chart) ? 1 : undefined,
    axisLabel: { formatter: (value) => SHORT.format(value) },
    ...more,
  });
}

function common(chart, canvas) {
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
      textStyle: { color: ink, fontFamily }, top: 0, left: 0, show: chart.series.length > 1,
    },
    grid: { left: 8, right: 24, top: topOf(chart, canvas), bottom: isNamed(chart) ? 28 : 8, containLabel: true },
    // Rich text is drawn on the canvas: the strict content policy allows no inline style.
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: written, confine: true },
  };
}

function bars(chart, canvas) {
  return {
    ...common(chart, canvas),
    xAxis: figures(chart, { nameLocation: "middle", nameGap: 24 }),
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

function lines(chart, canvas) {
  return {
    ...common(chart, canvas),
    xAxis: axis({ type: "category", data: chart.categories }),
    yAxis: figures(chart, {
      nameTextStyle: { color: isDark() ? "#dce3ea" : "#24313d", align: "left" },
    }),
    series: chart.series.map((one, place) => ({
      type: "line",
      step: chart.kind === "steps" && "end",
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
    canvas.style.height = `${60 + (isNamed(chart) ? 20 : 0) + topOf(chart, canvas) + 44 * chart.categories.length}px`;
  }
  if (chart.kind === "steps") canvas.style.height = "12rem";
  const { init } = await echarts();
  const drawn = init(canvas, null, { renderer: "canvas" });
  drawn.setOption(chart.kind === "stacked-bars" ? bars(chart, canvas) : lines(chart, canvas));
  new ResizeObserver(() => drawn.resize()).observe(canvas);
}

function drawAll(root) {
  for (const figure of root.querySelectorAll("figure[data-chart]")) draw(figure);
}
drawAll(document);
document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
