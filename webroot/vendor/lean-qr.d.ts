// What is used of the vendored module, for the type check alone.
export function generate(text: string): { size: number; get(x: number, y: number): boolean };
