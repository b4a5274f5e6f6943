import { html, useEffect, useMemo, useRef, useState } from '../../vendor/htm-preact.js';
import { me, t, useStore } from '../base.js';
import { firstOf, playable } from '../playable.js';
import { downloads } from '../services.js';
import { Icon } from './frame.js';
import { names } from './presets.js';
import { problemWords } from './problem.js';

const ASKED = { phase: 'asked', issued: null, problem: null };

/** A borrowed link: asked for, given back when nothing plays it, or handed on to a download. */
function useLink(request) {
  const [state, set] = useState(/** @type {{phase: string, issued: any, problem: any}} */ (ASKED));
  const link = useRef(/** @type {any} */ (null));
  const turn = useRef(0);
  const release = () => {
    turn.current++;
    if (link.current) downloads.giveBack(link.current);
    link.current = null;
  };
  const begin = async () => {
    release();
    const mine = turn.current;
    set({ ...ASKED, phase: 'starting' });
    try {
      const issued = await downloads.borrow(request());
      if (mine !== turn.current) return downloads.giveBack(issued);
      link.current = issued;
      set({ ...ASKED, phase: 'playing', issued });
    } catch (problem) {
      if (mine === turn.current) set({ ...ASKED, phase: 'failed', problem });
    }
  };
  useEffect(() => {
    addEventListener('pagehide', release);
    return () => {
      removeEventListener('pagehide', release);
      release();
    };
  }, []);
  const take = () => {
    const issued = link.current;
    link.current = null;
    return issued;
  };
  const reset = () => {
    release();
    set(ASKED);
  };
  return { ...state, begin, reset, take, fail: () => set({ ...state, phase: 'broken' }) };
}

/** What playing costs, where something is limited; null where nothing is. */
function Cost() {
  const told = useStore(downloads.usage) ?? useStore(me)?.allowance?.usage;
  if (!isLimited(told)) return null;
  const { day, dayLimit } = told;
  const words = dayLimit ? t('player.cost', { n: day, limit: dayLimit }) : t('player.cost.links');
  return html`<p class="player-note" id="player-cost">${words}</p>`;
}

const isLimited = (usage) =>
  Boolean(usage && (usage.dayLimit || usage.hourLimit || usage.tokensLimit || usage.dayBytesLimit));

/** The element that plays; it lets go of the stream when it goes. */
function Screen({ issued, audio, onError }) {
  const element = useRef(/** @type {HTMLMediaElement?} */ (null));
  useEffect(() => {
    const player = /** @type {HTMLMediaElement} */ (element.current);
    player.src = `${issued.streamUrl}?inline=1`;
    player.focus({ preventScroll: true });
    return () => {
      player.pause();
      player.removeAttribute('src');
      player.load();
    };
  }, [issued]);
  const common = { ref: element, class: 'player-media', controls: true, autoplay: true, tabindex: 0 };
  const more = { ...common, 'aria-label': t('player.open'), onError };
  return audio ? html`<audio ...${more}></audio>` : html`<video playsinline ...${more}></video>`;
}

function Stage({ link, audio }) {
  const { phase, issued, problem } = link;
  if (phase === 'playing') return html`<${Screen} ...${{ issued, audio }} onError=${link.fail} />`;
  const words = problem && problemWords(problem);
  return html`<div class="player-empty">
    ${phase === 'asked' &&
    html`<button type="button" class="primary" aria-describedby="player-cost" onClick=${link.begin}>
      <${Icon} name="play" />${t('player.play')}
    </button>`}
    ${phase === 'starting' && html`<p role="status">${t('player.starting')}</p>`}
    ${phase === 'broken' && html`<p role="alert">${t('player.failed')}</p>`}
    ${words && html`<p role="alert"><b>${words.title}.</b> ${words.advice}</p>`}
  </div>`;
}

/** A dialog that plays a preset by the stream itself, before it is downloaded. */
function Player({ media, presets, requestId, more, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement?} */ (null));
  const [id, choose] = useState(() => firstOf(presets).id);
  const preset = presets.find((each) => each.id === id);
  const nameOf = (each) => `${names(each, media.formats).name} ${each.ext.toUpperCase()}`;
  const wanted = useRef(preset);
  wanted.current = preset;
  const request = () => ({ requestId, preset: wanted.current.id, ...more });
  const link = useLink(request);
  // What is not known may cost something.
  const usage = me.value?.allowance?.usage;
  const free = usage !== undefined && !isLimited(usage);
  useEffect(() => {
    dialog.current?.showModal();
    if (free) link.begin();
  }, []);
  const change = (event) => {
    choose(event.target.value);
    wanted.current = presets.find((each) => each.id === event.target.value);
    // Another form is another link: nobody pays for it unasked.
    if (free) link.begin();
    else link.reset();
  };
  const close = () => dialog.current?.close();
  const download = () => {
    const issued = link.take();
    const label = `${media.title} · ${nameOf(preset)}`;
    close();
    if (issued) downloads.adopt(request(), label, issued);
    else downloads.start(request(), label);
  };
  return html`<dialog
    class="player"
    ref=${dialog}
    aria-labelledby="player-title"
    onClose=${onClose}
    onClick=${(event) => event.target === dialog.current && close()}
  >
    <div class="player-body">
      <div class="player-head">
        <h2 id="player-title" dir="auto">${t('player.title', { title: media.title })}</h2>
        <button type="button" class="round" aria-label=${t('player.close')} onClick=${close}>
          <${Icon} name="close" />
        </button>
      </div>
      <${Stage} key=${link.issued?.token} link=${link} audio=${preset.kind === 'audio'} />
      ${link.phase === 'playing' &&
      !link.issued.resumable &&
      html`<p class="player-note">${t('player.noSeek')}</p>`}
      <${Cost} />
      <div class="player-foot">
        <label>
          ${t('player.form')}${' '}
          <select value=${id} onChange=${change}>
            ${presets.map((each) => html`<option key=${each.id} value=${each.id}>${nameOf(each)}</option>`)}
          </select>
        </label>
        <button type="button" class="quiet" onClick=${download}>
          <${Icon} name="down" />${t('player.download')}
        </button>
      </div>
    </div>
  </dialog>`;
}

/** Opens the player. */
export function Preview({ presets, media, requestId, more }) {
  const [open, setOpen] = useState(false);
  const fit = useMemo(() => {
    const test = document.createElement('video');
    return playable(presets, media.formats, (type) => test.canPlayType(type));
  }, [presets, media]);
  const none = fit.length === 0;
  return html`<div class="preview">
    <button
      type="button"
      class="quiet"
      aria-disabled=${String(none || !more)}
      aria-haspopup="dialog"
      title=${none ? t('player.nothing') : undefined}
      onClick=${() => !none && more && setOpen(true)}
    >
      <${Icon} name="play" />${t('player.open')}
    </button>
    ${none && html`<p class="hidden">${t('player.nothing')}</p>`}
    ${open &&
    html`<${Player} presets=${fit} ...${{ media, requestId, more }} onClose=${() => setOpen(false)} />`}
  </div>`;
}
