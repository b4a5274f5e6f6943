import { html, useEffect, useState } from '../../vendor/htm-preact.js';
import { t } from '../base.js';

const QUIET_ZONE = 4;

/** A QR code as one path: a square for each dark module. */
export function Qr({ code, label }) {
  const squares = [];
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) squares.push(`M${x} ${y}h1v1h-1z`);
  }
  const side = code.size + 2 * QUIET_ZONE;
  return html`<svg class="qr" role="img" aria-label=${label} viewBox=${`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}>
    <path d=${squares.join('')} />
  </svg>`;
}

/** The code of a text that may be too long for one; what draws it is loaded at the first need. */
export function QrOf({ text, label }) {
  const [drawn, setDrawn] = useState(
    /** @type {{code: import('../../vendor/lean-qr.js').Code?, failed: boolean}} */ ({ code: null, failed: false }),
  );
  useEffect(() => {
    let wanted = true;
    import('../../vendor/lean-qr.js')
      .then(({ generate }) => wanted && setDrawn({ code: generate(text), failed: false }))
      .catch(() => wanted && setDrawn({ code: null, failed: true }));
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawn.failed) return html`<p role="status">${t('else.tooLong')}</p>`;
  return drawn.code
    ? html`<${Qr} code=${drawn.code} label=${label} />`
    : html`<span class="qr qr-later"></span>`;
}
