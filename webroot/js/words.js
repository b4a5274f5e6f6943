// Words of strangers. The server has cleaned and cut them; nothing here depends on that. Pure.

// What cannot be seen, and what turns the words beside it around.
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;
/** Of a title no more is of use to anybody, in characters. */
const LONGEST = 300;

/** The text without what cannot be seen, cut where it is too long to read. */
export function plain(text, most = LONGEST) {
  // A character may take several code units; as many as are ever looked at are enough.
  const points = [...text.slice(0, most * 4).replace(UNSEEN, ' ')];
  return points.length > most ? `${points.slice(0, most - 1).join('')}…` : points.join('');
}

/** What was found, with words that can be shown. */
export function presentable(media) {
  return {
    ...media,
    title: plain(media.title),
    site: plain(media.site, 80),
    uploader: media.uploader && plain(media.uploader, 120),
    formats: media.formats.map((each) => (each.note ? { ...each, note: plain(each.note, 60) } : each)),
    entries: media.entries.map((entry) => ({ ...entry, title: plain(entry.title) })),
  };
}
