// What is used of the vendored module, for the type check alone.
export default class uPlot {
  constructor(options: object, data: (number | null)[][], target: HTMLElement);
  setData(data: (number | null)[][]): void;
  setSize(size: { width: number; height: number }): void;
  destroy(): void;
  static paths: { spline: () => unknown };
}
