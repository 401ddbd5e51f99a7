/** The answers of the predicates of temporal properties for all states. */
import { impureProperty } from '../../engine/run/impure.js';
import { inSlices } from '../../model/supervised.js';
import { complaintOfPredicate, type Complaint } from '../../property/evaluate.js';
import type { Predicate, TemporalProperty } from '../../property/temporal.js';
import type { Budget } from '../common/ending.js';
import type { Ended } from '../common/outcome.js';

/** After so many states the search checks whether it must end. */
export const stride = 1024;

/** The answers of the predicates of one property. */
export interface Answers {
  /** For each predicate and each state: 1 if the predicate holds. */
  readonly holds: readonly Uint8Array[];
  /** The states in which a predicate threw, with the complaint. */
  readonly threw: ReadonlyMap<number, Complaint>;
}

/** Gives the answer of a predicate of a property, both by their positions, about a state. */
export type Asking = (property: number, predicate: number) => Complaint | undefined;

/** Collects the answers of the predicates, state by state in their order. */
export class AnswerBuilder<State> {
  private readonly asked: readonly {
    readonly property: TemporalProperty<State>;
    readonly holds: Uint8Array[];
    readonly threw: Map<number, Complaint>;
  }[];
  private states = 0;

  constructor(properties: readonly TemporalProperty<State>[]) {
    this.asked = properties.map((property) => ({
      property,
      holds: property.predicates.map(() => new Uint8Array(stride)),
      threw: new Map(),
    }));
  }

  /** How many states were asked about: the first ones. */
  get count(): number {
    return this.states;
  }

  /** Asks all predicates about the next state. */
  ask(askOne: Asking): void {
    const number = this.states++;
    for (let at = 0; at < this.asked.length; at++) {
      const { holds, threw } = this.asked[at] as (typeof this.asked)[number];
      for (let index = 0; index < holds.length; index++) {
        const complaint = askOne(at, index);
        if (complaint?.threw === true && !threw.has(number)) threw.set(number, complaint);
        const answers = withRoom(holds[index] as Uint8Array, number);
        answers[number] = complaint === undefined ? 1 : 0;
        holds[index] = answers;
      }
    }
  }

  /**
   * Asks all predicates about a state once more.
   *
   * @param number - The number of the state: how many states were asked about before it.
   * @throws ModelError if one of them answers otherwise now.
   */
  askAgain(state: State, number: number): void {
    for (const { property, holds } of this.asked) {
      for (const [index, predicate] of property.predicates.entries()) {
        const complaint = complaintOfPredicate(property.name, predicate, state);
        const answer = complaint === undefined ? 1 : 0;
        if (holds[index]?.[number] !== answer) throw impureProperty(property.name);
      }
    }
  }

  /** How many more bytes it needs when it next runs out of room. */
  bytesToGrow(): number {
    return this.asked.reduce(
      (sum, { holds }) => holds.reduce((bytes, { length }) => bytes + length, sum),
      0,
    );
  }

  /**
   * The answers about the first states, in the order of the properties.
   *
   * @param states - How many states: at most {@link count}.
   */
  answers(states = this.states): readonly Answers[] {
    return this.asked.map(({ holds, threw }) => ({
      holds: holds.map((answers) => answers.subarray(0, states)),
      threw: new Map([...threw].filter(([state]) => state < states)),
    }));
  }
}

function withRoom(answers: Uint8Array, number: number): Uint8Array {
  if (number < answers.length) return answers;
  const longer = new Uint8Array(answers.length * 2);
  longer.set(answers);
  return longer;
}

/** Asks the predicates of properties by running them. */
export function askingPlainly<State>(
  properties: readonly TemporalProperty<State>[],
  state: State,
): Asking {
  return (at, index) => {
    const { name, predicates } = properties[at] as TemporalProperty<State>;
    return complaintOfPredicate(name, predicates[index] as Predicate<State>, state);
  };
}

/** The states to ask about, and how to ask about one of them. */
export interface Asked {
  /** How many states there are. */
  readonly states: number;
  readonly asking: (state: number) => Asking;
}

/**
 * Asks all predicates about all states. A limit can end this, but not before the first 1,024 states.
 *
 * @param answers - Receives the answers.
 * @returns Undefined, or why not all states were asked about.
 */
export async function askAll<State>(
  { states, asking }: Asked,
  answers: AnswerBuilder<State>,
  { ended, seconds }: Pick<Budget, 'ended' | 'seconds'>,
): Promise<Ended | undefined> {
  const askNext = () => {
    answers.ask(asking(answers.count));
    return answers.count < states && answers.count % stride !== 0;
  };
  while (answers.count < states) {
    const reason = answers.count < stride ? undefined : await ended();
    if (reason !== undefined) return reason;
    inSlices(askNext, seconds);
  }
  return undefined;
}
