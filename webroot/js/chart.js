/** The lines of a chart, with their times in front, in seconds. */
export function linesOf({ lines, perSecond }, charts) {
  const from = Date.parse(charts.from) / 1000;
  const step = charts.stepSeconds;
  const all = lines.map((name) =>
    charts[name].map((value) => (perSecond && value !== null ? value / step : value)),
  );
  return [all[0].map((_, n) => from + n * step), ...all];
}
