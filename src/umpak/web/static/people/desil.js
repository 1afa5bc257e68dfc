// The desil of a family over time: a small stepped line, 1 (poorest) at the bottom.

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.desilChart).textContent);
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--tblr-secondary").trim() || "#667";
  const line = style.getPropertyValue("--tblr-primary").trim() || "#206bc4";
  const chart = window.echarts.init(place, null, { renderer: "svg", height: 180 });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 32, right: 12, top: 12, bottom: 28 },
    tooltip: { trigger: "axis" },
    xAxis: { type: "category", data: data.periods, axisLabel: { color: ink } },
    yAxis: { type: "value", min: 1, max: 10, interval: 3, axisLabel: { color: ink } },
    series: [
      {
        name: data.label,
        type: "line",
        step: "end",
        data: data.values,
        symbolSize: 8,
        lineStyle: { color: line },
        itemStyle: { color: line },
      },
    ],
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

for (const place of document.querySelectorAll("[data-desil-chart]")) draw(place);
