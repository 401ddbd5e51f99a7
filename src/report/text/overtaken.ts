/** What a behaviour overtook, in words: for pages and timelines. */
import type { DataFlow, Overtaking, StaleRead } from '../../analysis/flow.js';

/** The most places that a sentence names. */
const mostPaths = 3;

/** What a step does not know, a sentence for each write that it did not see; and what it overtook. */
export function overtakenAt(
  { staleReads, overtakings }: Pick<DataFlow, 'staleReads' | 'overtakings'>,
  step: number,
  actor: string,
): string[] {
  return [
    ...together(staleReads.filter(({ to }) => to === step)).map(
      ({ from, seen, reader = actor, paths }) =>
        `${reader} knows ${some(paths)} as of ${listed(seen)}, not of the write in step ${from}`,
    ),
    ...overtakings.filter(({ to }) => to === step).map((one) => overtakingOf(one, actor)),
  ];
}

/** What a call or an answer overtook, in words. */
function overtakingOf(overtaking: Overtaking, actor: string): string {
  const { kind, from } = overtaking;
  switch (kind) {
    case 'same call':
      return `${actor} makes the same call as step ${from}, to which the answer had not come`;
    case 'waiting call':
      return `this call comes before the same call of ${overtaking.caller}, which was made in step ${from}`;
    case 'late answer':
      return `${overtaking.caller} gets the answer to step ${from} after that to step ${overtaking.later}, for which it asked later`;
  }
}

/** Joins the places that one step wrote and several steps read: the actor misses one write, not several. */
function together(staleReads: readonly StaleRead[]) {
  return [...new Set(staleReads.map(({ from }) => from))].map((from) => {
    const ones = staleReads.filter((one) => one.from === from);
    const paths = [...new Set(ones.flatMap((one) => one.paths))];
    return { from, seen: ones.map((one) => one.seen), reader: ones[0]?.reader, paths };
  });
}

const listed = (steps: readonly number[]) =>
  steps.length === 1
    ? `step ${String(steps[0])}`
    : `steps ${steps.slice(0, -1).join(', ')} and ${String(steps.at(-1))}`;

/** The first places, and how many more. */
export function some(paths: readonly string[]): string {
  const shown = paths.slice(0, mostPaths).join(', ');
  return paths.length > mostPaths ? `${shown} and ${paths.length - mostPaths} more` : shown;
}
