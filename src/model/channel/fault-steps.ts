/** What may go wrong with messages, as steps of the channel or network. */
import { faultFor, type Fault, type FaultPart, type Times } from '../faults.js';
import type { Envelope } from './message.js';
import type { Queues, Struck } from './queues.js';

/** The faults of a channel or network, and how to say which message they strike. */
export interface FaultOptions {
  readonly lose: Times;
  readonly duplicate: Times;
  readonly says: (struck: Struck) => string;
}

/** A step in the form in which an actor takes it. */
interface FaultStep {
  readonly choose: (state: object) => Iterable<unknown>;
  readonly then: (state: object, choice: never) => void;
  readonly says: (state: object, choice: never) => string;
  readonly fairness?: 'none';
}

/** A message that a fault strikes, as a choice. A channel has no names. */
type Choice = Omit<Struck, 'from' | 'to'> & Partial<Envelope>;

const choiceOf = ({ from, to, ...rest }: Struck): Choice =>
  from === '' ? rest : { from, to, ...rest };
const struckBy = (choice: Choice): Struck => ({ from: '', to: '', ...choice });

/** Steps, and the parts of the state that they need. */
export interface FaultSteps {
  readonly steps: Readonly<Record<string, FaultStep>>;
  readonly parts: readonly FaultPart[];
}

/** The steps that lose and double messages; none for a fault that may happen 0 times. */
export function faultSteps(
  name: string,
  queues: Queues,
  isFull: (state: object, from: string, to: string) => boolean,
  { lose, duplicate, says }: FaultOptions,
): FaultSteps {
  const loses = faultFor(lose, `${name}.lose`);
  const doubles = faultFor(duplicate, `${name}.duplicate`);
  const strike = (
    { isLeft, spend }: Fault,
    strikes: (state: object) => Struck[],
    act: (state: object, struck: Struck) => void,
  ) => ({
    choose: (state: object) => (isLeft(state) ? strikes(state).map(choiceOf) : []),
    then: (state: object, choice: Choice) => {
      spend(state);
      act(state, struckBy(choice));
    },
    fairness: 'none' as const,
  });
  const all = {
    lose: {
      ...strike(loses, queues.struck, queues.remove),
      says: (_: object, choice: Choice) => `loses ${says(struckBy(choice))}`,
    },
    duplicate: {
      ...strike(
        doubles,
        (state) => queues.struck(state).filter(({ from, to }) => !isFull(state, from, to)),
        queues.repeat,
      ),
      says: (_: object, choice: Choice) => `duplicates ${says(struckBy(choice))}`,
    },
  };
  const faults = { lose: loses, duplicate: doubles };
  const used = (['lose', 'duplicate'] as const).filter((one) => faults[one].part.value > 0);
  return {
    steps: Object.fromEntries(used.map((one) => [one, all[one]])),
    parts: used.map((one) => faults[one].part),
  };
}
