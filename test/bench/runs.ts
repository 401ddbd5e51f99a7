/**
 * `runs.ts`: how many microseconds one run of a step takes on the DNS system, warm: on a copy of the state, on a draft
 * that notes reads and writes, and on a draft of immer. Prints one line of JSON.
 */
import { UnpackedState } from '../../src/engine/store/space.js';
import { newOnCopies, type OnCopies } from '../../src/engine/run/run-copy.js';
import { Copier } from '../../src/engine/store/copier.js';
import { flatten, slotsFor } from '../../src/engine/store/flatten.js';
import type { Vector } from '../../src/engine/store/slots.js';
import { takePlainly, takeQuickly, takeWatched } from '../../src/engine/run/run-step.js';
import { canonicalKey, type Action } from 'allways';
import { stepsOf } from '../../src/model/compile.js';
import { isolating } from '../../src/model/isolated.js';
import type { CompiledStep } from '../../src/model/compiled-step.js';
import { safeDns } from './models/dns.js';

const model = safeDns(3);
const steps = stepsOf(model) ?? [];
type State = (typeof model)['initial'][number];

/** A state, and the actions that can be taken in it. */
interface Here {
  readonly vector: Vector;
  readonly taken: readonly {
    readonly step: CompiledStep<State>;
    readonly action: Action;
    readonly own: OnCopies;
  }[];
}

const stepOf = ({ actor, step }: Action) =>
  steps.filter((one) => {
    const other = one.action(undefined);
    return other.actor === actor && other.step === step;
  });

const slots = slotsFor(model.initial[0]);
const copier = new Copier(slots);
const owners = new Map(steps.map((step) => [step, newOnCopies(copier)]));
const found = new Map(model.initial.map((state) => [canonicalKey(state), state]));
const taken: (Omit<Here, 'vector'> & { readonly state: State })[] = [];
for (const state of found.values()) {
  const actions = model.actions(state);
  for (const action of actions) {
    const next = model.reduce(state, action);
    found.set(canonicalKey(next), next);
  }
  const all = actions.flatMap((action) =>
    stepOf(action).map((step) => ({ step, action, own: owners.get(step) as OnCopies })),
  );
  flatten(slots, state);
  taken.push({ state, taken: all });
}
// By now there is a slot for every part of every state.
const all = taken.map(({ state, taken }): Here => ({ vector: flatten(slots, state), taken }));
const runs = all.reduce((sum, { taken }) => sum + taken.length, 0);

/** Microseconds of a run: the median of some passes over all states, after as many that warm up. */
function timeOf(take: (...given: Parameters<typeof takeQuickly<State>>) => unknown): number {
  const times: number[] = [];
  for (let pass = 0; pass < 40; pass++) {
    const started = performance.now();
    // As in a search, the clocks and the like are refused once for many runs, and the actions of a state share it.
    isolating(() => {
      for (const { vector, taken } of all) {
        const here = new UnpackedState<State>(0, vector, slots, copier);
        for (const { step, action, own } of taken) take(step, action, slots, here, own);
      }
    });
    times.push(((performance.now() - started) * 1000) / runs);
  }
  const warm = times.slice(20).sort((one, other) => one - other);
  return warm[Math.floor(warm.length / 2)] as number;
}

console.log(
  JSON.stringify({
    plain: timeOf(takeQuickly),
    watched: timeOf(takeWatched),
    immer: timeOf(takePlainly),
  }),
);
