import { refuseNameless } from '../model/names.js';
import { reading, refuseOtherFunction, refuseUnknown } from '../validation/refuse.js';
import type { Answer, PropertyOptions } from './answer.js';
import { refuseBecause } from './because.js';

/** Something that must hold when all tasks of a program have ended. */
export interface WhenDone<State> {
  readonly kind: 'when done';
  readonly name: string;
  readonly because?: string;
  readonly holds: (state: State) => Answer;
}

/**
 * Makes a property of a program: something that must hold when all its tasks have ended and nothing more can
 * happen. If no run ends so, it holds vacuously, and the result says so.
 *
 * @param name - What must hold, in a few words.
 * @param holds - Returns true, or false, or a sentence that says what is wrong.
 * @param options - Why it must hold.
 * @throws ModelError if the name, the predicate or an option is wrong.
 * @example
 * whenDone<Balances>('no money is made', (s) => s.alice + s.bob === 100)
 */
export function whenDone<State>(
  name: string,
  holds: (state: State) => Answer,
  options: PropertyOptions = {},
): WhenDone<State> {
  return reading('whenDone', () => {
    refuseNameless(name, 'A property', "whenDone('what must hold', …)");
    const property = `Property ${JSON.stringify(name)}`;
    refuseOtherFunction(property, 'its predicate', holds);
    refuseUnknown(property, 'option', options, ['because']);
    refuseBecause(property, options.because);
    return { kind: 'when done', name, holds, ...options };
  });
}
