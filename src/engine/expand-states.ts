/** Calls the loop: runs the model for answers that it lacks, makes room, and checks its answers. */
import { timeOfLastCall } from '../model/isolated.js';
import { supervised } from '../model/supervised.js';
import type { FiniteProperty } from '../property/property.js';
import type { Complaint } from '../property/evaluate.js';
import { askAboutState, askAboutStep } from './ask.js';
import { askConstraint } from './constraint.js';
import { kernelOf, type Level } from './current-kernel.js';
import type { Explorer } from './explorer.js';
import { mostAdded } from './expand/workspace.js';
import { directFor } from './direct.js';
import { findingSize, stop, findingKind } from './expand/kernel.js';
import { expand } from './expand/loop.js';
import { learnAction, learnChoice } from './learn.js';
import { bytesForLonger, longer } from './store/numbers.js';
import { chooseLearned, takeLearned } from './purity/repeat.js';
import { makeStoreRoom, stateCount, storeBytesToGrow, storeHasRoom } from './store/store.js';
import { watchNames } from './purity/same-steps.js';
import { watchState } from './purity/watch-state.js';

/** The levels that are worked on, and the limit on memory. */
export interface Bounds extends Level {
  /** Whether so many more bytes may be taken. */
  readonly mayTake: (bytes: number) => boolean;
  /** How long code of the model may run, in seconds. Absent: see `supervised`. */
  readonly seconds?: number | undefined;
}

/** A call that runs the model for real returns between two states if it has lasted so many milliseconds. */
export const longest = 100;

/** After so many milliseconds it also gives up a state that it has begun. The next call does this state again. */
const tooLong = 1000;

/** Called with what the loop finds. */
export interface Listener<State> {
  /** Something threw in a state. */
  readonly threw: (state: number) => void;
  /** A property was asked about a state, or about a step from it. */
  readonly answered: (
    property: FiniteProperty<State>,
    complaint: Complaint | undefined,
    state: number,
    action: number | undefined,
  ) => void;
}

/** How far the loop came, and why it stopped there. */
export interface StoppedAt {
  readonly at: number;
  /** `time`: the model is slow, and the caller should go on with the rest. */
  readonly by: 'done' | 'full' | 'memory' | 'time';
}

/**
 * Expands states of one level. Stops early if the model is slow.
 *
 * @param from - The first.
 * @param to - One after the last.
 */
export function expandStates<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  from: number,
  to: number,
  listener: Listener<State>,
): StoppedAt {
  return supervised(() => expandLevel(explorer, bounds, from, to, listener), bounds.seconds);
}

function expandLevel<State>(
  explorer: Explorer<State>,
  bounds: Bounds,
  from: number,
  to: number,
  listener: Listener<State>,
): StoppedAt {
  const { workspace } = explorer;
  const started = performance.now();
  const isLong = () => performance.now() > started + longest;
  const direct = directFor(
    explorer,
    (state) => state > from && timeOfLastCall() > started + tooLong,
  );
  let next = from;
  // More and more states at once, as long as they are fast.
  let stride = 1;
  for (;;) {
    const kernel = kernelOf(explorer, bounds);
    const reason = expand(kernel, workspace, next, Math.min(to, next + stride), direct);
    next = workspace.at;
    noteOutside(explorer);
    switch (reason) {
      case stop.done:
        if (next === to) return { at: next, by: 'done' };
        stride *= 2;
        break;
      case stop.full:
        hear(explorer, listener);
        return { at: next, by: 'full' };
      case stop.choice:
        learnChoice(explorer, next, workspace.subject);
        if (!isLong()) chooseLearned(explorer, next, workspace.subject);
        break;
      case stop.action:
        learnAction(explorer, next, workspace.subject);
        if (!isLong()) takeLearned(explorer, next, workspace.subject);
        break;
      case stop.within:
        askConstraint(explorer, next);
        break;
      case stop.room:
        if (!makeRoom(explorer, bounds, mostAdded(workspace))) return { at: next, by: 'memory' };
        break;
      case stop.watched:
        watchNames(explorer, next - 1);
        hear(explorer, listener);
        if (explorer.watch.next !== next - 1) break;
        watchState(explorer, kernelOf(explorer, bounds), next - 1);
        explorer.watch.next = explorer.watch.after(next - 1);
        break;
      default:
        hear(explorer, listener);
    }
    // Something was learned, so the next call comes further, also if no state was done.
    if (isLong()) {
      hear(explorer, listener);
      return { at: next, by: 'time' };
    }
  }
}

/** Makes room for more states. Returns false if there is no memory for it. */
export function makeRoom<State>(
  explorer: Explorer<State>,
  { nextStart, mayTake }: Bounds,
  more: number,
): boolean {
  const { space, leaves } = explorer;
  for (const store of [space.store, space.representatives]) {
    if (store === undefined || storeHasRoom(store, more)) continue;
    if (!mayTake(storeBytesToGrow(store, more))) return false;
    makeStoreRoom(store, more);
  }
  const wanted = (stateCount(space.store) + more - nextStart) * 2 * leaves.sleepWords;
  const { awakeNext } = explorer;
  if (wanted > awakeNext.length) {
    const length = Math.max(wanted, awakeNext.length * 2);
    if (!mayTake(bytesForLonger(awakeNext, length))) return false;
    explorer.awakeNext = longer(awakeNext, length);
  }
  return true;
}

/** Notes the states that the loop found to lie outside the state constraint. */
export function noteOutside<State>({ workspace, outside }: Explorer<State>): void {
  for (const state of workspace.outside.splice(0)) outside.add(state);
}

/** Tells the listener what the loop found. */
export function hear<State>(explorer: Explorer<State>, listener: Listener<State>): void {
  const findings = explorer.workspace.findings.splice(0);
  for (let item = 0; item < findings.length; item += findingSize) {
    const [kind, state, subject, action] = findings.slice(item, item + findingSize) as [
      number,
      number,
      number,
      number,
    ];
    if (kind !== findingKind.property) {
      const known = kind === findingKind.actionThrew ? explorer.threwAction : explorer.threwChoice;
      known[subject] = 1;
      listener.threw(state);
      continue;
    }
    const property = explorer.known.subjects[subject];
    if (property === undefined || !explorer.open.has(property)) continue;
    const isOfStep = property.kind === 'transition';
    const complaint = isOfStep
      ? askAboutStep(explorer, property, state, action)
      : askAboutState(explorer, property, state);
    listener.answered(property, complaint, state, isOfStep ? action : undefined);
  }
}
