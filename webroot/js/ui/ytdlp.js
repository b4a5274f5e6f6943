import { html } from '../../vendor/htm-preact.js';
import { number, plural, t, useStore } from '../base.js';
import { moment } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { Ask, useSending } from './form.js';
import { Icon } from './frame.js';
import { Notice } from './page.js';

const ICONS = { good: 'check', installed: 'check', untried: 'again', bad: 'alert' };

function Canaries({ canaries }) {
  const failed = canaries.filter(({ passed }) => !passed);
  if (canaries.length === 0) return null;
  return html`<details class="canaries">
    <summary>
      ${failed.length === 0
        ? plural('op.canaries', canaries.length)
        : t('op.canariesFailed', { n: number(failed.length), all: number(canaries.length) })}
    </summary>
    <ul>
      ${canaries.map(
        ({ page, passed, problem }) => html`<li key=${page} class=${passed ? '' : 'canary-bad'}>
          <${Icon} name=${passed ? 'check' : 'alert'} />
          <span class="hidden">${t(passed ? 'op.passed' : 'op.failed')}</span>
          <span dir="ltr">${page}</span> ${problem && html`<small lang="en">${problem}</small>`}
        </li>`,
      )}
    </ul>
  </details>`;
}

function Version({ version, state, done }) {
  const { version: name, verdict, ageDays, reason, at, canaries, analyses, failures } = version;
  const used = state.inUse === name;
  const acted = (act) => async () => done(await act());
  const facts = [
    plural('op.age', ageDays),
    at && t('op.triedAt', { time: moment(at) }),
    analyses > 0 && t('op.ofAnalyses', { failed: number(failures), n: number(analyses) }),
  ];
  return html`<li class="row row-member" data-version=${name}>
    <div class="row-text">
      <p class="row-name">
        <code>${name}</code>
        ${used && html` <span class="badge">${t('op.inUse')}</span>`}
        ${state.held === name && html` <span class="chip">${t('op.held')}</span>`}
        <span class=${`verdict-word verdict-word-${verdict}`}>
          <${Icon} name=${ICONS[verdict]} />${t(`op.verdict.${verdict}`)}
        </span>
      </p>
      <p class="row-facts">${facts.filter(Boolean).join(' · ')}</p>
      ${reason && html`<p class="row-facts" lang="en" dir="auto">${reason}</p>`}
      <${Canaries} canaries=${canaries} />
    </div>
    <div class="acts">
      ${!used &&
      verdict !== 'bad' &&
      html`<${Ask}
        words=${t('op.use')}
        label=${`${t('op.use')}: ${name}`}
        question=${t('op.useSure')}
        yes=${t('op.use')}
        act=${acted(() => operators.useVersion(name))}
      />`}
      ${verdict === 'bad' &&
      html`<${Ask}
        words=${t('op.tryAgain')}
        label=${`${t('op.tryAgain')}: ${name}`}
        question=${t('op.tryAgainSure')}
        yes=${t('op.tryAgain')}
        act=${acted(() => operators.forgetVersion(name))}
      />`}
    </div>
  </li>`;
}

/** Which yt-dlp is used, which was refused and why; another is a press away. */
export function YtDlp({ board }) {
  const { samples, health } = useStore(board.state);
  // What the node says of it changes when a version does.
  const said = health?.parts?.find(({ name }) => name === 'yt-dlp')?.sentence;
  const list = usePages(async () => ({ rows: [await operators.versions()] }), [samples, said]);
  const sending = useSending();
  const state = list.rows?.[0];
  const done = (next) => list.replace(() => true, next);
  const check = async () => done(await operators.checkVersions());
  const facts = state && [
    state.checkedAt && t('op.checkedAt', { time: moment(state.checkedAt) }),
    state.nextCheckAt && t('op.nextCheckAt', { time: moment(state.nextCheckAt) }),
    state.javascript && t('op.javascript', { name: state.javascript }),
  ];
  return html`<div class="part-head">
      <h2 id="ytdlp">${t('op.ytdlp')}</h2>
      <p class="part-acts">
        <button type="button" class="quiet" aria-disabled=${String(sending.busy)} onClick=${() => sending.send(check)}>
          <${Icon} name="again" />${t('op.check')}
        </button>
        ${(state?.versions.length ?? 0) > 1 &&
        html`<${Ask}
          words=${t('op.rollBack')}
          question=${t('op.rollBackSure')}
          yes=${t('op.rollBack')}
          act=${async () => done(await operators.rollBack())}
        />`}
      </p>
    </div>
    ${facts && html`<p class="part-lead">${facts.filter(Boolean).join(' · ')}</p>`}
    ${state?.problem && html`<p class="paused" lang="en"><${Icon} name="alert" />${state.problem}</p>`}
    <ul class="rows" aria-busy=${String(!state)}>
      ${state?.versions.map(
        (version) => html`<${Version} key=${version.version} version=${version} state=${state} done=${done} />`,
      )}
    </ul>
    <${Notice} problem=${sending.problem} />
    <${Notice} problem=${list.problem} onRetry=${list.again} />`;
}
