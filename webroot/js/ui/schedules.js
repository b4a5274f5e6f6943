import { html, useState } from '../../vendor/htm-preact.js';
import { t, useStore } from '../base.js';
import { cronWords, lasting } from '../cron.js';
import { moment } from '../format.js';
import { operators } from '../operators.js';
import { usePages } from '../pages.js';
import { say } from '../route.js';
import { Ask, Field, Form, useSending } from './form.js';
import { Icon } from './frame.js';
import { Notice } from './page.js';
import { Choice } from './table.js';

const KINDS = ['every', 'cron'];

/** What a new one begins with. */
const fresh = () => ({
  ...{ name: '', url: '', kind: KINDS[0], minutes: '60', cron: '0 4 * * *' },
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

const asForm = ({ everySeconds, cron, zone, ...same }) => {
  const other = fresh();
  return cron
    ? { ...other, ...same, kind: 'cron', cron, zone: zone ?? 'UTC' }
    : { ...other, ...same, kind: 'every', minutes: String(everySeconds / 60) };
};

const asRequest = ({ url, kind, minutes, cron, zone }) =>
  kind === 'cron' ? { url, cron: cron.trim(), zone } : { url, everySeconds: Math.round(Number(minutes) * 60) };

function When({ form, take, id }) {
  const options = KINDS.map((value) => ({ value, words: t(`op.plan.${value}`) }));
  return html`<${Choice} label=${t('op.when')} options=${options} chosen=${form.kind} choose=${take('kind')} />
    ${form.kind === 'every'
      ? html`<div class="fields">
          <${Field}
            id=${`${id}-minutes`}
            label=${t('op.plan.minutes')}
            type="number"
            min="1"
            max="525600"
            step="any"
            required
            value=${form.minutes}
            take=${take('minutes')}
          />
        </div>`
      : html`<div class="fields">
          <${Field}
            id=${`${id}-cron`}
            label=${t('op.plan.fields')}
            hint=${cronWords(form.cron) ?? t('op.plan.fieldsHint')}
            required
            maxlength="200"
            value=${form.cron}
            take=${take('cron')}
          />
          <${Field} id=${`${id}-zone`} label=${t('op.plan.zone')} required maxlength="64" value=${form.zone} take=${take('zone')} />
        </div>`}`;
}

/** Adds one, or changes `schedule`. */
function Plan({ schedule, names, done }) {
  const [form, setForm] = useState(() => (schedule ? asForm(schedule) : fresh()));
  const sending = useSending();
  const take = (field) => (value) => setForm((before) => ({ ...before, [field]: value }));
  const put = async () => {
    done(await operators.keepSchedule(form.name, asRequest(form)));
    say('op.plan.saved', { name: form.name });
  };
  const taken = !schedule && names.includes(form.name);
  const id = schedule ? `plan-of-${schedule.name}` : 'plan';
  const label = schedule ? t('op.plan.changeOne', { name: schedule.name }) : t('op.plan.add');
  return html`<${Form} label=${label} go=${t(taken ? 'op.plan.replace' : 'op.plan.put')} sending=${sending} act=${put}>
    ${!schedule &&
    html`<${Field}
      id=${`${id}-name`}
      label=${t('form.name')}
      hint=${t(taken ? 'op.plan.taken' : 'op.plan.nameHint')}
      pattern="[A-Za-z0-9_\\-]{1,48}"
      required
      focused
      value=${form.name}
      take=${take('name')}
    />`}
    <${Field}
      id=${`${id}-url`}
      label=${t('op.plan.url')}
      inputmode="url"
      required
      maxlength="4096"
      focused=${Boolean(schedule)}
      value=${form.url}
      take=${take('url')}
    />
    <${When} form=${form} take=${take} id=${id} />
  <//>`;
}

/** When it is analysed, in words where there are such. */
function Times({ everySeconds, cron, zone }) {
  if (!cron) return t('op.plan.each', { time: lasting(everySeconds) });
  return html`<code>${cron}</code> ${cronWords(cron)} (${zone ?? 'UTC'})`;
}

// A date that there is not, such as the 31st of February, is at the end of time.
const comes = (time) => (Number.isNaN(Date.parse(time)) ? t('op.plan.never') : t('op.nextCheckAt', { time: moment(time) }));

function Schedule({ schedule, all, done }) {
  const [changing, setChanging] = useState(false);
  const { name, url, nextAt, lastAt, skipped } = schedule;
  const remove = async () => {
    try {
      await operators.endSchedule(name);
    } catch (problem) {
      // Somebody else took it away.
      if (problem.code !== 'not-found') throw problem;
    }
    done({ schedules: all.filter((each) => each.name !== name) });
  };
  const changed = (next) => {
    setChanging(false);
    done(next);
  };
  return html`<li class="row row-member" data-schedule=${name}>
    <div class="row-text">
      <p class="row-name">
        <code>${name}</code> ${skipped && html`<span class="chip chip-live">${t('op.plan.skipped')}</span>`}
      </p>
      <p class="row-facts"><span class="job-url" dir="ltr" title=${url}>${url}</span></p>
      <p class="row-facts"><${Times} ...${schedule} /></p>
      <p class="row-facts">${comes(nextAt)}${lastAt && ` · ${t('op.plan.last', { time: moment(lastAt) })}`}</p>
    </div>
    <div class="acts">
      <button
        type="button"
        class="quiet"
        aria-expanded=${String(changing)}
        aria-label=${t('op.plan.changeOne', { name })}
        onClick=${() => setChanging(!changing)}
      >
        ${t('op.limit.change')}
      </button>
      <${Ask}
        words=${t('op.remove')}
        label=${`${t('op.remove')}: ${name}`}
        question=${t('op.plan.removeSure', { name })}
        yes=${t('op.remove')}
        act=${remove}
      />
    </div>
    ${changing && html`<div class="row-form"><${Plan} schedule=${schedule} names=${[]} done=${changed} /></div>`}
  </li>`;
}

/** What the server analyses by itself, and when. */
export function Schedules({ board }) {
  const { samples } = useStore(board.state);
  const [adding, setAdding] = useState(false);
  const list = usePages(async () => ({ rows: [await operators.schedules()] }), [samples]);
  const all = list.rows?.[0]?.schedules;
  const done = (next) => list.replace(() => true, next);
  const added = (next) => {
    setAdding(false);
    done(next);
  };
  return html`<div class="part-head">
      <h2 id="schedules">${t('op.schedules')}</h2>
      <p class="part-acts">
        <button type="button" class="quiet" aria-expanded=${String(adding)} onClick=${() => setAdding(!adding)}>
          <${Icon} name="plus" />${t('op.plan.add')}
        </button>
      </p>
    </div>
    <p class="part-lead">${t('op.schedulesLead')}</p>
    ${adding && html`<${Plan} names=${all?.map(({ name }) => name) ?? []} done=${added} />`}
    <ul class="rows" aria-busy=${String(!all)}>
      ${all?.map((schedule) => html`<${Schedule} key=${schedule.name} schedule=${schedule} all=${all} done=${done} />`)}
    </ul>
    ${all?.length === 0 && html`<p class="none">${t('op.noSchedules')}</p>`}
    <${Notice} problem=${list.problem} onRetry=${list.again} />`;
}
