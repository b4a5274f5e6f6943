import { html, useEffect, useMemo, useRef, useState } from '../../vendor/htm-preact.js';
import { api } from '../api.js';
import { t } from '../base.js';
import { createSheets } from '../sheets.js';
import { handlesOf, keyed, moved, pictureAt, timeText } from '../timeline.js';

const WIDE = 16 / 9;
const PEEK_WIDTH = 160;

/** Draws one picture of a sheet; a sheet's own size says how large one is where the site does not. */
function draw(context, sheet, board, { column, row }, [x, y, width, height]) {
  const w = board.width ?? sheet.naturalWidth / board.columns;
  const h = board.height ?? sheet.naturalHeight / board.rows;
  context.drawImage(sheet, column * w, row * h, w, h, x, y, width, height);
}

/** Makes a canvas as sharp as the screen; gives what draws on it in CSS pixels. */
function sharp(canvas, width, height) {
  const ratio = Math.min(2, devicePixelRatio);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  return context;
}

const shapeOf = ({ width, height }) => (width && height ? width / height : WIDE);

/** Pictures of the whole video beside each other, as many as there is room for. */
function Strip({ board, sheets, duration }) {
  const canvas = useRef(/** @type {HTMLCanvasElement?} */ (null));
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) =>
      setRoom({ width: contentRect.width, height: contentRect.height }),
    );
    observer.observe(/** @type {Element} */ (canvas.current));
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const { width, height } = room;
    if (!width) return undefined;
    let over = false;
    const context = sharp(canvas.current, width, height);
    const count = Math.max(1, Math.round(width / (height * shapeOf(board))));
    const show = async () => {
      for (let n = 0; n < count && !over; n++) {
        const place = pictureAt(board, ((n + 0.5) / count) * duration);
        const sheet = await sheets(place.sheet);
        if (!sheet || over) return;
        draw(context, sheet, board, place, [(n * width) / count, 0, width / count, height]);
      }
    };
    show();
    return () => {
      over = true;
    };
  }, [room, board, sheets, duration]);
  return html`<canvas class="line-strip" ref=${canvas} aria-hidden="true"></canvas>`;
}

/** The picture at a handle while it is held or has the focus. */
function Peek({ board, sheets, time, share }) {
  const canvas = useRef(/** @type {HTMLCanvasElement?} */ (null));
  useEffect(() => {
    let over = false;
    const place = pictureAt(board, time);
    sheets(place.sheet).then((sheet) => {
      if (!sheet || over) return;
      const height = PEEK_WIDTH / shapeOf(board);
      draw(sharp(canvas.current, PEEK_WIDTH, height), sheet, board, place, [0, 0, PEEK_WIDTH, height]);
    });
    return () => {
      over = true;
    };
  }, [board, sheets, Math.floor(time / board.seconds)]);
  // At the ends of the line it stays within.
  const left = `clamp(0px, calc(${share * 100}% - ${PEEK_WIDTH / 2}px), calc(100% - ${PEEK_WIDTH}px))`;
  return html`<div class="line-peek" style=${{ left }} aria-hidden="true">
    <canvas ref=${canvas} width=${PEEK_WIDTH} height=${PEEK_WIDTH / shapeOf(board)}></canvas>
    <span>${timeText(time)}</span>
  </div>`;
}

function Handle({ name, at, least, most, duration, move, hold }) {
  const slide = (event) => {
    const to = keyed(event.key, at, duration);
    if (to === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(name, to);
  };
  return html`<div
    class=${`line-handle line-${name}`}
    role="slider"
    tabindex="0"
    data-handle=${name}
    aria-label=${t(`clip.handle.${name}`)}
    aria-valuemin=${least}
    aria-valuemax=${most}
    aria-valuenow=${at}
    aria-valuetext=${timeText(at)}
    style=${{ left: `${(at / duration) * 100}%` }}
    onKeyDown=${slide}
    onFocus=${() => hold(name)}
    onBlur=${() => hold(null)}
  ></div>`;
}

/** The part of the video that is asked for, between two handles; the fields say the same. */
export function TimeLine({ media, requestId, extras, set }) {
  const { durationSeconds: duration, storyboard: board } = media;
  const track = useRef(/** @type {HTMLElement?} */ (null));
  const dragged = useRef(/** @type {string?} */ (null));
  const [held, hold] = useState(/** @type {string?} */ (null));
  const sheets = useMemo(() => createSheets((n) => api.sheetOf(requestId, n)), [requestId]);
  const at = handlesOf(extras, duration);
  const move = (name, to) => set({ ...extras, ...moved(extras, name, to, duration) });
  const timeAt = (event) => {
    const { left, width } = /** @type {HTMLElement} */ (track.current).getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - left) / width)) * duration;
  };
  const press = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const to = timeAt(event);
    // That which is touched, else the nearer one.
    const name =
      event.target.dataset.handle ??
      (Math.abs(to - at.start) < Math.abs(to - at.end) ? 'start' : 'end');
    dragged.current = name;
    track.current?.setPointerCapture(event.pointerId);
    /** @type {HTMLElement?} */ (track.current?.querySelector(`[data-handle=${name}]`))?.focus();
    if (!event.target.dataset.handle) move(name, to);
  };
  const common = { duration, move, hold };
  return html`<div class=${`line ${board ? 'line-board' : ''}`}>
    <div
      class="line-track"
      ref=${track}
      onPointerDown=${press}
      onPointerMove=${(event) => dragged.current && move(dragged.current, timeAt(event))}
      onPointerUp=${() => (dragged.current = null)}
      onPointerCancel=${() => (dragged.current = null)}
    >
      ${board && html`<${Strip} ...${{ board, sheets, duration }} />`}
      <div class="line-off line-before" style=${{ width: `${(at.start / duration) * 100}%` }}></div>
      <div class="line-off line-after" style=${{ width: `${(1 - at.end / duration) * 100}%` }}></div>
      <${Handle} name="start" at=${at.start} least=${0} most=${at.end} ...${common} />
      <${Handle} name="end" at=${at.end} least=${at.start} most=${duration} ...${common} />
      ${board &&
      held &&
      html`<${Peek} ...${{ board, sheets }} time=${at[held]} share=${at[held] / duration} />`}
    </div>
  </div>`;
}
