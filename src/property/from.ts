import { refuseNameless } from '../model/names.js';
import { ModelError } from '../validation/errors.js';
import { reading, refuseOtherFunction, refuseUnknown } from '../validation/refuse.js';
import type { Answer, PropertyOptions } from './answer.js';
import { refuseBecause } from './because.js';
import { complaintOfPredicate } from './evaluate.js';
import { refuseSeveral } from './list.js';
import type { Property } from './property.js';

/** The type of state that a property is about. */
type StateOf<Asked> = Asked extends Property<infer State> ? State : never;

/**
 * Makes a property that is only about the behaviours that start in some of the initial states. It is asked as if the
 * model had no other initial states. Any property can be asked so: what holds in each state or of each step, what can be
 * reached, and what happens in the end.
 *
 * If no initial state meets the condition, the property was not put to the test: it holds vacuously, and the result says so.
 * A `reachable` is then violated.
 *
 * @param initial - True in the initial states from which the property must hold; in others false, or a sentence.
 * @param property - What must hold.
 * @param options - Another name, and why it must hold. Absent: those of the property.
 * @returns The same property, with this condition. If it had one already, an initial state must meet both.
 * @throws ModelError if the condition, the property or an option is wrong.
 * @example
 * from((s) => s.owner === null, invariant<Store>('nobody writes', (s) => s.writer === null))
 */
export function from<Asked extends Property<never>>(
  initial: (state: StateOf<Asked>) => Answer,
  property: Asked,
  options: PropertyOptions & { readonly name?: string } = {},
): Asked {
  return reading('from', () => {
    refuseOtherFunction('from', 'its condition', initial);
    refuseSeveral(property, 'from');
    refuseUnknown('from', 'option', options, ['name', 'because']);
    const { name = property.name } = { ...options };
    refuseNameless(name, 'A property', "from(…, …, { name: 'what must hold' })");
    refuseBecause(`Property ${JSON.stringify(name)}`, options.because);
    const { from: inner } = property;
    const both = (state: never): Answer => {
      const answer = initial(state);
      return answer === true && inner !== undefined ? inner(state) : answer;
    };
    return { ...property, ...options, name, from: inner === undefined ? initial : both };
  });
}

/**
 * Whether a property is about the behaviours that start in a state.
 *
 * @throws ModelError if its condition throws, or answers neither true, false nor a sentence.
 */
export function isAskedFrom<State>({ name, from }: Property<State>, state: State): boolean {
  if (from === undefined) return true;
  const complaint = complaintOfPredicate(name, from, state);
  if (complaint?.threw !== true) return complaint === undefined;
  const says = complaint.says.replace('the predicate', 'its condition');
  throw new ModelError(
    `Property ${JSON.stringify(name)}, of an initial state: ${says}; let it answer true or false for each.`,
  );
}

/**
 * Refuses a property that is only about some initial states, for a function that cannot leave out the others.
 *
 * @param who - The function that the user called.
 * @param why - Why it cannot, and what to do, as the end of a sentence.
 */
export function refuseFrom(
  properties: readonly { readonly name: string; readonly from?: unknown }[],
  who: string,
  why: string,
): void {
  const one = properties.find(({ from }) => from !== undefined);
  if (one === undefined) return;
  throw new ModelError(
    `${who} cannot ask ${JSON.stringify(one.name)}: it is only about some initial states, and ${why}.`,
  );
}
