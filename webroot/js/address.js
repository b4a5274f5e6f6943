/**
 * The web address in what a person pasted, or null. People paste sentences around addresses, and
 * addresses without their scheme. What may be visited is the server's to say.
 */
export function findAddress(text) {
  const trimmed = text.trim();
  const full = trimmed.match(/https?:\/\/[^\s<>"]+/i);
  if (full) return withoutTail(full[0]);
  const bare = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(:\d+)?([/?#]\S*)?$/u;
  return bare.test(trimmed) ? `https://${trimmed}` : null;
}

// The punctuation of the sentence around it; a closing bracket only when none was opened.
function withoutTail(url) {
  const cut = url.replace(/[.,;:!?'»”…]+$/, '');
  return cut.endsWith(')') && !cut.includes('(') ? cut.slice(0, -1) : cut;
}

/** What to call the place while nothing else is known. */
export function hostOf(url) {
  try {
    return new URL(url).host.replace(/^www\./, '');
  } catch {
    return url;
  }
}
