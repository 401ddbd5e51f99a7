/** Behaviours that go on for ever: whether one violates a temporal property, and whether it is fair. */
import type { Action } from '../model/action.js';
import { canonicalKey } from '../model/canonical.js';
import type { Model } from '../model/model.js';
import { isFairAction } from '../model/fair-part.js';
import type { FairnessAssumption } from '../model/fairness.js';
import { complaintOfPredicate } from '../property/evaluate.js';
import type { TemporalForm, TemporalProperty } from '../property/temporal.js';
import type { Fault } from './fault.js';
import { lastState, type Trace } from './trace.js';

/**
 * What is wrong with a behaviour as a whole.
 *
 * @returns Undefined if nothing is, or if the behaviour does not go on for ever and is not wrong so far.
 */
export function faultOfWhole<State>(
  property: TemporalProperty<State>,
  trace: Trace<State>,
): Fault | undefined {
  const asked = property.predicates.map((predicate) =>
    trace.states.map((state) => complaintOfPredicate(property.name, predicate, state)),
  );
  for (const at of trace.states.keys()) {
    const threw = asked.find((complaints) => complaints[at]?.threw === true)?.[at];
    if (threw !== undefined) return { at, says: threw.says };
  }
  const [first, second] = asked.map((complaints) => complaints.map((one) => one === undefined));
  const holds = first as readonly boolean[];
  const comes = second ?? [];
  const { form } = property;
  if (form === 'until') {
    const end = holds.findIndex((one, at) => !one || comes[at] === true);
    if (end >= 0 && comes[end] !== true) {
      return { at: end, says: neither };
    }
    if (end >= 0) return undefined;
  }
  const { lasso } = trace;
  if (lasso === undefined) return undefined;
  return isRefuted(form, holds, comes, lasso.from)
    ? { at: trace.actions.length, says: explainLasso(trace, form) }
    : undefined;
}

/** The sentence for an `until` that is broken before the behaviour ends. */
export const neither = 'neither of the two holds at the end';

function isRefuted(
  form: TemporalForm,
  holds: readonly boolean[],
  comes: readonly boolean[],
  from: number,
): boolean {
  switch (form) {
    case 'eventually':
      return !holds.includes(true);
    case 'alwaysEventually':
      return !holds.slice(from).includes(true);
    case 'eventuallyAlways':
      return holds.slice(from).includes(false);
    case 'leadsTo':
      // After the last state of the loop, its first state comes again.
      return holds.some((cause, at) => cause && !comes.slice(Math.min(at, from)).includes(true));
    case 'until':
      return !comes.includes(true);
  }
}

/** Whether the loop of a behaviour comes back to the state in which it began. */
export function closes<State>({ states, lasso }: Trace<State>): boolean {
  if (lasso === undefined || lasso.from >= states.length) return false;
  return canonicalKey(states.at(-1)) === canonicalKey(states[lasso.from]);
}

/** The assumption of fairness that a behaviour breaks; undefined if it is fair. */
export function unfairTo<State>(trace: Trace<State>): FairnessAssumption | undefined {
  const { model, states, actions, lasso } = trace;
  if (lasso === undefined) return undefined;
  const round = states.slice(lasso.from);
  const moves = actions.slice(lasso.from).flatMap((action, at) => {
    const [before, after] = round.slice(at, at + 2) as [State, State];
    return canonicalKey(before) === canonicalKey(after) ? [] : [{ before, action }];
  });
  return lasso.fairness.find((one) => {
    if (moves.some(({ before, action }) => isFairAction(one, model, before, action))) return false;
    const able = round.map((state) =>
      movesIn(model, state).some((action) => isFairAction(one, model, state, action)),
    );
    return able.includes(true) && (one.kind === 'strong' || !able.includes(false));
  });
}

/** The actions that change a state. */
function movesIn<State>(model: Model<State>, state: State): readonly Action[] {
  const key = canonicalKey(state);
  return model.actions(state).filter((action) => canonicalKey(model.reduce(state, action)) !== key);
}

const starts: Readonly<Record<TemporalForm, string>> = {
  eventually: 'it never comes',
  leadsTo: 'what must follow does not come',
  alwaysEventually: 'from some time on it does not come again',
  eventuallyAlways: 'it does not stay',
  until: 'what must come does not',
};

/**
 * Says how a behaviour goes on for ever: which steps repeat, or which actors stop although they could act.
 */
export function explainLasso<State>(trace: Trace<State>, form: TemporalForm): string {
  const { actions, lasso, model } = trace;
  const from = lasso?.from ?? 0;
  if (from < actions.length) {
    const steps =
      from + 1 === actions.length
        ? `step ${from + 1} repeats`
        : `steps ${from + 1} to ${actions.length} repeat`;
    return `${starts[form]}: ${steps} for ever`;
  }
  const idle = [...new Set(movesIn(model, lastState(trace)).map(({ actor }) => actor))];
  if (idle.length === 0) return `${starts[form]}: nothing can happen any more`;
  const who =
    idle.length === 1
      ? String(idle[0])
      : `${idle.slice(0, -1).join(', ')} and ${String(idle.at(-1))}`;
  return `${starts[form]}: ${who} may stop for ever, as nothing is assumed to make ${idle.length === 1 ? 'it' : 'them'} go on`;
}
