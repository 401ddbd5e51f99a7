import type { DataFlow, Overtaking, StaleRead } from '../../analysis/flow.js';
import type { Swimlanes, SwimlaneStep } from '../../analysis/swimlanes.js';
import type { Trace } from '../../trace/trace.js';
import { sentenceAdvice } from '../text/answered-false.js';
import { changesBetween, type Change } from '../text/changes.js';
import { counted } from '../text/format.js';
import { overtakenAt, some } from '../text/overtaken.js';
import { startInLine, startOf } from '../text/start.js';
import { afterOthers, slowestOf } from '../text/waits.js';
import { changeList } from './changes.js';
import { inSpecSection } from './in-spec.js';
import { markup, type Markup } from './markup.js';
import type { StoryData } from './page-data.js';
import { deltaOf, treeOf } from './tree.js';
import { waysNav, type Story } from './ways.js';

export type { Story } from './ways.js';

/** The most changes of a step that are listed beside it. The view of the state shows all of them. */
const mostChanges = 12;

/** The grid's columns before the lanes: the step's number, and the bracket of a loop. */
const firstLane = 3;

/** The rows before the first step: the actors' names, and the start. */
const firstStep = 3;

/** A story for the page, and the data for the script. */
interface ToldStory {
  readonly html: Markup;
  readonly data: StoryData;
}

/** A behaviour as swim lanes (time runs down, each actor has a lane), and the data for the script. */
export function storyOf<State>(
  story: Story<State>,
  { lanes, steps: rows }: Swimlanes,
  { flows, staleReads, overtakings }: DataFlow,
): ToldStory {
  const { trace, ends } = story;
  const { states, actions, lasso } = trace;
  const slowest = slowestOf(rows);
  const width = lanes.length > 14 ? ' narrowest' : lanes.length > 7 ? ' narrow' : '';
  const html = markup`
<details class="story" id="${story.id}">
<summary><h3>${story.title}</h3> <span class="of">${story.of}, ${counted(rows.length, 'step')}</span></summary>
<div class="told">
${whyOf(story)}${waysNav(story)}<div class="scene">
<div class="lanes${width}" style="--lanes:${lanes.length};--rows:${rows.length + 1}" tabindex="-1">
<div class="heads" aria-hidden="true">${lanes.map(
    (name, lane) => markup`<span style="grid-column:${firstLane + lane}">${name}</span>`,
  )}</div>
${waits(rows, slowest)}${lasso !== undefined && loop(lasso.from, rows.length)}
<ol start="0">
${startRow(story.id, trace)}
${rows.map((row, index) =>
  stepRow(row, index, {
    id: story.id,
    mark:
      index < rows.length - 1 || lasso !== undefined
        ? 'step'
        : ends === 'violation'
          ? 'fatal'
          : 'goal',
    slow: row.waited === slowest,
    again: lasso?.from === index,
    overtaken: overtakenAt({ staleReads, overtakings }, index + 1, row.actor),
    changes: index < actions.length ? changesBetween(states[index], states[index + 1]) : [],
  }),
)}
</ol>
${arrows([...staleReads, ...overtakings], rows)}
${lasso !== undefined && forEver(lasso.from, rows.length)}
</div>
</div>
${inSpecSection(story.inSpec)}</div>
</details>
`;
  return {
    html,
    data: {
      initial: treeOf(states[0]),
      deltas: rows.map((_, index) =>
        index < actions.length ? deltaOf(states[index], states[index + 1]) : null,
      ),
      actors: rows.map(({ actor }) => actor),
      lanes,
      flows: flows.map(({ from, to, paths }) => [from, to, some(paths)] as const),
    },
  };
}

/** What is wrong, why it matters, and how to make the property say what is wrong: a line each. */
function whyOf<State>({ property, says, because }: Story<State>): Markup[] {
  const advice = says === undefined ? undefined : sentenceAdvice([{ name: property, says }]);
  return [says !== undefined && markup`<strong>${says}</strong>`, because, advice].flatMap(
    (line) => (line === undefined || line === false ? [] : [markup`<p class="why">${line}</p>\n`]),
  );
}

/** The line from each step of an actor to its next. */
function waits(rows: readonly SwimlaneStep[], slowest: number): Markup[] {
  return rows.flatMap(({ lane, previous, waited }, index) => {
    if (previous === undefined) return [];
    const kind = waited === slowest ? 'wait long' : 'wait';
    return [markup`<i class="${kind}" style="${placed(previous, index, lane, lane)}"></i>`];
  });
}

/** A place in the grid: from one step's row to another's, and over lanes. */
function placed(from: number, to: number, lane: number, last: number): string {
  const left = firstLane + Math.min(lane, last);
  const right = firstLane + Math.max(lane, last) + 1;
  return `grid-area:${firstStep + from}/${left}/${firstStep + to}/${right}`;
}

/** The bracket around the steps that repeat for ever; none if the behaviour stops. */
function loop(from: number, rows: number): Markup | false {
  if (from >= rows) return false;
  return markup`<i class="loop" style="grid-row:${firstStep + from}/${firstStep + rows}"></i>`;
}

function forEver(from: number, rows: number): Markup {
  const style = `grid-row:${firstStep + rows}`;
  return from >= rows
    ? markup`<p class="ever" style="${style}">Here it stops for ever.</p>`
    : markup`<p class="ever" style="${style}">And so on for ever, from step ${from + 1}.</p>`;
}

function startRow<State>(id: string, trace: Trace<State>): Markup {
  const start = startOf(trace);
  const says = start === undefined ? 'at the start' : startInLine(start);
  return markup`<li id="${id}.0" value="0"><a class="at" href="#${id}.0">0</a><div class="text"><p class="says">${says}</p>${changeList(
    changesBetween({}, trace.states[0]),
    Infinity,
  )}</div></li>`;
}

/** What the page shows of a step besides its actor and name. */
interface About {
  readonly id: string;
  readonly mark: 'step' | 'fatal' | 'goal';
  readonly slow: boolean;
  readonly again: boolean;
  /** What it does not know, and what it overtook: a line each. */
  readonly overtaken: readonly string[];
  readonly changes: readonly Change[];
}

const endings = { step: undefined, fatal: 'this breaks it', goal: 'this gets there' };

function stepRow(row: SwimlaneStep, index: number, about: About): Markup {
  const { actor, says, lane } = row;
  const step = index + 1;
  const { id, mark, slow, again, overtaken, changes } = about;
  const ending = endings[mark];
  return markup`<li id="${id}.${step}" value="${step}" class="${mark}"><a class="at" href="#${id}.${step}">${step}</a><i class="dot" style="grid-column:${
    firstLane + lane
  }"></i><div class="text">${again && markup`<p class="again">again and again:</p>`}<p class="says"><b>${actor}</b> ${
    slow && markup`<span class="slow">${afterOthers(row)}</span> `
  }${says}${ending !== undefined && markup` <em>${ending}</em>`}</p>${overtaken.map(
    (line) => markup`<p class="stale">${line}</p>`,
  )}${changeList(changes, mostChanges)}</div></li>
`;
}

/** The arrows from each write to the step that does not know of it, and from what was overtaken. */
function arrows(all: readonly (StaleRead | Overtaking)[], rows: readonly SwimlaneStep[]): Markup[] {
  const ends = new Map(all.map((one) => [`${one.from} ${one.to}`, one]));
  return [...ends.values()].map((one) => {
    const { from, to } = one;
    const start = rows[from - 1]?.lane ?? 0;
    const end = rows[to - 1]?.lane ?? 0;
    const kind = `${'kind' in one ? ' overtaken' : ''}${end < start ? ' back' : ''}`;
    return markup`<span class="arrow missed${kind}" data-ends="${from} ${to}" style="${placed(from - 1, to - 1, start, end)}" aria-hidden="true"><svg viewBox="0 0 100 100" preserveAspectRatio="none"><path d="M0 0C0 55 100 45 100 100"/></svg></span>`;
  });
}
