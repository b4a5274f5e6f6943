/** Copies; `text` may be a promise, since Safari wants the write begun within the click. */
export async function copy(text) {
  try {
    if (text instanceof Promise && window.ClipboardItem) {
      const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }
    return true;
  } catch {
    return false;
  }
}
