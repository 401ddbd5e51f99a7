/** The outcomes of a search of a program. */
import type { ProgramProperty } from '../../program/judge.js';
import type { Searched } from '../../program/exploration/search.js';
import { aboutOf, type Ended, type PropertyOutcome } from '../../search/common/outcome.js';
import { because } from '../../search/common/vacuity.js';
import { cut } from '../../trace/trace.js';

/** One for each property, in their order; then one for each thing that went wrong without a property. */
export function outcomesOf<State>(
  properties: readonly ProgramProperty<State>[],
  searched: Searched<State>,
  ended: Ended,
): readonly PropertyOutcome<State>[] {
  const own = searched.findings.filter(({ kind }) => kind !== 'property');
  return [
    ...properties.map((property) => outcomeOf(property, searched, ended)),
    ...own.map(({ name, says = '', run, path }): PropertyOutcome<State> => ({
      name,
      kind: 'step',
      verdict: 'violated',
      says,
      trace: cut(run.trace, path.length),
    })),
  ];
}

function outcomeOf<State>(
  property: ProgramProperty<State>,
  { findings, judge, done, preemptions }: Searched<State>,
  ended: Ended,
): PropertyOutcome<State> {
  const { name, kind } = property;
  const about = aboutOf(property);
  const finding = findings.find((one) => one.kind === 'property' && one.name === name);
  if (finding !== undefined) {
    const { says, run, path } = finding;
    const trace = cut(run.trace, path.length);
    if (says === undefined) return { ...about, verdict: 'holds', trace };
    return { ...about, verdict: 'violated', says, trace };
  }
  if (ended.by !== 'complete') {
    // A bound that the user did not give may hide something in runs with any number of preemptions.
    const says = done.bounds.size > 0 ? undefined : howFar(preemptions);
    return { ...about, verdict: 'undecided', ...(says === undefined ? {} : { says }) };
  }
  if (kind === 'reachable') {
    return { ...about, verdict: 'violated', says: 'no reachable state satisfies it' };
  }
  const vacuous = whyVacuous(property, judge.asked, done.crossed);
  return { ...about, verdict: 'holds', ...(vacuous === undefined ? {} : { vacuous }) };
}

/** How far a search came that did not end by itself; undefined if not far. */
function howFar(preemptions: number | undefined): string | undefined {
  if (preemptions === undefined) return undefined;
  const how =
    preemptions === 0
      ? 'without a preemption'
      : `with at most ${preemptions} ${preemptions === 1 ? 'preemption' : 'preemptions'}`;
  return `though no interleaving ${how} violates it`;
}

/** Why a property could not fail; undefined if it could. */
function whyVacuous<State>(
  property: ProgramProperty<State>,
  asked: ReadonlySet<string>,
  crossed: boolean,
): string | undefined {
  if (!crossed) return 'no task made a call through io, so there was nothing to interleave';
  if (asked.has(property.name)) return undefined;
  if (property.kind === 'transition' && property.refinement !== undefined) return because.stutters;
  if (property.kind === 'when done') return 'no run ended with all its tasks done';
  if (property.kind === 'invariant' && property.condition !== undefined) {
    return 'no state that was reached meets its condition';
  }
  return undefined;
}
