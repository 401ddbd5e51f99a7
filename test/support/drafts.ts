/** Drafts and views of small states, for tests of what they note and what they leave. */
import { canonical } from 'allways';
import { finish } from '../../src/engine/draft/finish.js';
import { draftRun, showRoot, sightOf } from '../../src/engine/draft/look.js';
import { recorderFor, type Recorder } from '../../src/engine/draft/recorder.js';
import type { Run } from '../../src/engine/draft/run.js';
import { flatten, slotsFor } from '../../src/engine/store/flatten.js';
import { pathOf, type Slot } from '../../src/engine/store/slots.js';
import { unflatten } from '../../src/engine/store/unflatten.js';

/** A run, and what it shows of the whole state. */
export interface Shown<State> {
  readonly run: Run;
  readonly recorder: Recorder;
  readonly shown: State;
}

/** A draft of a state that notes reads and writes. */
export function draftOf<State extends object>(state: State): Shown<State> {
  const { slots, vector } = numbered(state);
  const recorder = recorderFor(slots, vector);
  const run = draftRun(slots, vector, recorder);
  return { run, recorder, shown: showRoot(run) as State };
}

/** A draft of a state that notes nothing. */
export function quickDraftOf<State extends object>(state: State): Omit<Shown<State>, 'recorder'> {
  const { slots, vector } = numbered(state);
  const run = draftRun(slots, vector);
  return { run, shown: showRoot(run) as State };
}

/** A view of a state. */
export function viewOfState<State extends object>(state: State): Shown<State> {
  const { slots, vector, source } = numbered(state);
  const recorder = recorderFor(slots, vector);
  const run = sightOf(recorder);
  run.source = { state: source };
  return { run, recorder, shown: showRoot(run) as State };
}

function numbered(state: object) {
  const source = canonical(state);
  const slots = slotsFor(source);
  return { slots, source, vector: flatten(slots, source) };
}

/** The state that a run left; undefined if only immer knows it. */
export function stateAfter(run: Run, returned?: object): unknown {
  const vector = finish(run, returned);
  return vector && unflatten(run.slots, vector);
}

const kinds = ['value', 'shape', 'value after', 'shape after'];

/** What was read, in its order: the kind of the read, and the path of its slot. */
export const readsIn = ({ reads, slots }: Recorder): readonly string[] =>
  Array.from(reads.values(), ({ kind, target }) => {
    const slot = slots.all[target];
    return `${kinds[kind] ?? ''} ${slot === undefined ? '' : pathOf(slot)}`;
  });

/** The paths of slots, in their order. */
export const pathsOf = (slots: Iterable<Slot>): readonly string[] => Array.from(slots, pathOf);

/** What a recipe that notes does: its reads without those that lead to the part, its writes, and whether it changed it. */
export function notesOf<State extends object>(state: State, recipe: (draft: State) => unknown) {
  const { run, recorder, shown } = draftOf(state);
  recipe(shown);
  return {
    reads: readsIn(recorder).slice(1),
    writes: pathsOf(recorder.writes),
    isChanged: run.isChanged,
    isUnsure: run.isUnsure,
  };
}
