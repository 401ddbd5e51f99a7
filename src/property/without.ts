/** Properties of models from which something was left out on purpose. */
import { describeRefused } from '../validation/answer.js';
import { MistakeError } from '../validation/errors.js';
import { isAnswer } from './evaluate.js';
import { changedForEach } from './for-model.js';
import { withAllPredicates } from './predicates.js';
import type { Answer, Property } from './property.js';

/**
 * The same property, for a model that lacks something. The user did not write the property for the states that come
 * up only then. So a predicate that answers neither true, false nor a sentence there counts as one that threw.
 *
 * @param lacks - What was left out, in words: `the guard of worker.run`.
 * @param onWrong - Called before a predicate throws for this reason.
 */
export function askedWithout<State>(
  property: Property<State>,
  lacks: string,
  onWrong?: () => void,
): Property<State> {
  return changedForEach(property, (one) => lenientWithout(one, lacks, onWrong));
}

function lenientWithout<State>(
  property: Property<State>,
  lacks: string,
  onWrong?: () => void,
): Property<State> {
  const lenient =
    <Given extends readonly unknown[]>(ask: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      const answer: unknown = attempt(() => ask(...given));
      if (isAnswer(answer)) return answer;
      onWrong?.();
      const says = answer instanceof MistakeError ? answer.message : undefined;
      throw new Error(`without ${lacks}, ${says ?? `it answered ${describeRefused(answer)}`}`);
    };
  return withAllPredicates(property, { ofState: lenient, ofStep: lenient });
}

/** What a predicate answers, or the error that says why it has no answer. */
function attempt(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (thrown) {
    if (thrown instanceof MistakeError) return thrown;
    throw thrown;
  }
}
