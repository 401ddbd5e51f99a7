/** Properties of models from which something was left out on purpose. */
import { describeRefused } from '../model/answer.js';
import type { Answer, Property } from './property.js';

/**
 * The same property, for a model that lacks something. The user did not write the property for the states that come
 * up only then. So a predicate that answers neither true, false nor a sentence there counts as one that threw.
 *
 * @param lacks - What was left out, in words: `the guard of worker.run`.
 */
export function askedWithout<State>(property: Property<State>, lacks: string): Property<State> {
  const lenient =
    <Given extends readonly unknown[]>(ask: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      const answer: unknown = ask(...given);
      if (typeof answer === 'boolean' || (typeof answer === 'string' && answer !== '')) {
        return answer;
      }
      throw new Error(`without ${lacks}, it answered ${describeRefused(answer)}`);
    };
  switch (property.kind) {
    case 'invariant': {
      const { condition } = property;
      return {
        ...property,
        holds: lenient(property.holds),
        ...(condition && { condition: lenient(condition) }),
      };
    }
    case 'transition':
      return { ...property, holds: lenient(property.holds) };
    case 'reachable':
      return { ...property, holds: lenient(property.holds) };
    case 'deadlock':
      return { ...property, fineToStop: lenient(property.fineToStop) };
    case 'temporal': {
      const [first, ...others] = property.predicates;
      return { ...property, predicates: [lenient(first), ...others.map(lenient)] };
    }
  }
}
