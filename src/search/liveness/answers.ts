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

  /** The answers about all states that were asked about, in the order of the properties. */
  answers(): readonly Answers[] {
    return this.asked.map(({ holds, threw }) => ({
      holds: holds.map((answers) => answers.subarray(0, this.states)),
      threw,
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

/**
 * Asks all predicates about all states. Each state is built only once.
 *
 * @returns The answers, in the order of the properties; or why not all were asked.
 */
export async function askAll<State>(
  {
    graph,
    stateAt,
  }: {
    readonly graph: { readonly states: number };
    readonly stateAt: (number: number) => State;
  },
  properties: readonly TemporalProperty<State>[],
  { ended, seconds }: Pick<Budget, 'ended' | 'seconds'>,
): Promise<readonly Answers[] | Ended> {
  const builder = new AnswerBuilder(properties);
  let next = 0;
  const askNext = () => {
    builder.ask(askingPlainly(properties, stateAt(next++)));
    return next < graph.states;
  };
  while (next < graph.states) {
    const reason = await ended();
    if (reason !== undefined) return reason;
    inSlices(askNext, seconds);
  }
  return builder.answers();
}
