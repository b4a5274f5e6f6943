/** Hands an address to the browser's own download manager. */
export function navigate(url, fileName) {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
