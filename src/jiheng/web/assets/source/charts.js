// ECharts with the chart types that pages use; colours and fonts from the tokens, drawn again when light turns dark.
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, PieChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// The name of an axis stands above it, below the legend.
const named = (axes) => [axes].flat().some((one) => one?.name);

function dressed(option) {
  const ink = token("--ink-soft"), line = token("--line");
  const axis = (one) => ({ ...one, axisLabel: { color: ink, ...one.axisLabel }, nameTextStyle: { color: ink }, axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } } });
  const axes = (some) => (Array.isArray(some) ? some.map(axis) : some && axis(some));
  // A hollow marker is filled with white by the library, also in the dark.
  const marked = (one) => (one.type === "line" && !one.symbol ? { ...one, symbol: "circle", symbolSize: 6 } : one);
  return {
    animation: false,
    color: [1, 2, 3, 4, 5].map((n) => token(`--series-${n}`)),
    textStyle: { fontFamily: token("--font") },
    grid: { left: 8, right: 16, top: named(option.yAxis) ? 56 : 36, bottom: 8, containLabel: true },
    legend: { textStyle: { color: ink }, top: 0, left: 0 },
    // CSP refuses the inline styles of HTML tooltips, so they are drawn.
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    ...option,
    xAxis: axes(option.xAxis),
    yAxis: axes(option.yAxis),
    series: option.series.map(marked),
  };
}

export function drawChart(place, option) {
  const chart = echarts.getInstanceByDom(place) ?? echarts.init(place, null, { renderer: "svg" });
  chart.setOption(dressed(option), true);
  if (place.dataset.watched) return;
  place.dataset.watched = "1";
  new ResizeObserver(() => chart.resize()).observe(place);
  for (const medium of ["(prefers-color-scheme: dark)", "print"])
    window.matchMedia(medium).addEventListener("change", () => chart.setOption(dressed(option), true));
}
