// What the vendored module exports, for the type check alone.
export * from 'preact';
export * from 'preact/hooks';
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => any;
