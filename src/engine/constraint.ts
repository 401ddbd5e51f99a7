/**
 * Asks the state constraint of a model, once for each state, before the state is expanded.
 *
 * The answer is remembered as that of a property is. What the constraint reads matters for sleep sets as well: an action
 * that writes there may never sleep. Suppose that `t` sleeps after `u`, because they commute: the search relies on taking
 * `t` first and then `u`. If `t` leads outside, `u` does not come after it. If `t` writes nothing that the constraint
 * reads, the constraint answers the same with `t` taken and without, all along the way. So the constraint is watched each
 * time that it is run, and no action sleeps any more once that is not possible.
 */
import type { Complaint } from '../property/evaluate.js';
import type { Reachable } from '../property/property.js';
import { learnAnswer, stopAsking } from './ask.js';
import { sightOf, viewAt, viewOf } from './draft/look.js';
import { recorderFor } from './draft/recorder.js';
import type { Explorer } from './explorer.js';
import { addReads } from './learn.js';
import { ends } from './memo/tree.js';
import { isUseless, newAnswerTrial, savedOf } from './memo/trial.js';
import { askUnderOtherNames, type Asked } from './other-names.js';
import { unflatten } from './store/unflatten.js';
import { at, stateOf } from './store/space.js';

/** The answer about a state outside. */
const beyond: Complaint = { says: 'it lies outside', threw: false };

/**
 * Asks the constraint about a state by running it, and remembers the answer.
 *
 * @returns Whether the state lies outside.
 * @throws ModelError if the constraint is wrong, or not pure.
 */
export function askConstraint<State>(explorer: Explorer<State>, state: number): boolean {
  const { constraint, known, space } = explorer;
  if (constraint === undefined) return false;
  const { property, within } = constraint;
  const here = at(space, state);
  const ask = (shown: State) => (within(shown) ? undefined : beyond);
  const plain = ask(here.state);
  explorer.ran++;
  const asked: Asked<State> = {
    property,
    answer: plain,
    before: here.vector,
    plainly: (_, vector) => ask(unflatten(space.slots, vector) as State),
    watched: (_, recorder) => {
      const other = stateOf(space, recorder.before);
      return ask(viewAt(sightOf(recorder), other));
    },
  };
  const tree = known.stateTrees.get(property) as number;
  if (!mayLearn(explorer, property, tree, state)) {
    askUnderOtherNames(explorer, asked);
    return plain !== undefined;
  }
  const recorder = recorderFor(space.slots, here.vector);
  learnAnswer(explorer, property, tree, recorder, {
    plain,
    plainly: () => ask(here.state),
    watched: () => ask(viewOf(sightOf(recorder), here.state)),
    otherwise: (noting) => askUnderOtherNames(explorer, asked, noting),
  });
  if (addReads(constraint.reads, recorder)) {
    for (const id of known.actions.keys()) explorer.leaves.staleActions.add(id);
  }
  return plain !== undefined;
}

/**
 * Whether the answer is to be learned. Each one is, until that has turned out not to save time: in a state in which it
 * was not watched, it would not be known what it reads.
 */
function mayLearn<State>(
  explorer: Explorer<State>,
  property: Reachable<State>,
  tree: number,
  state: number,
): boolean {
  const { learns, trees, trials } = explorer;
  if (!learns || trees.roots.array[tree] === ends.direct) return false;
  const trial = trials.get(property) ?? newAnswerTrial();
  trials.set(property, trial);
  if (isUseless(trial, savedOf(trial, state))) {
    stopAsking(explorer, property);
    return false;
  }
  trial.learned++;
  return true;
}
