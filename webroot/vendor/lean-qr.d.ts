// What is used of the vendored module, for the type check alone.
export type Code = { size: number; get(x: number, y: number): boolean };
export function generate(text: string): Code;
