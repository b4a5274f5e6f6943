// What shells and file systems would take for something else, and what cannot be seen.
const UNSAFE = /["$`\\!%^*?<>|/:\p{Cc}\p{Bidi_Control}]/gu;

/**
 * A line that downloads a link with curl, the same for the shells of Unix and Windows: between
 * double quotes it has nothing that any of them would read. Where the file can be resumed, so can
 * the line, by being typed again.
 * @param {{streamUrl: string, fileName: string, resumable: boolean}} issued
 * @param {string} origin
 */
export function curlLine({ streamUrl, fileName, resumable }, origin) {
  const name = fileName.replace(UNSAFE, '_').replace(/^-/, '_');
  return `curl -f ${resumable ? '-C - ' : ''}-o "${name}" "${origin}${streamUrl}"`;
}
