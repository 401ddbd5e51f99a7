/** Advice for the author of a predicate that returned false, and so did not say what is wrong. */
import { doesNotHold } from '../../property/evaluate.js';

/** The most properties that are named. */
const mostNamed = 3;

/**
 * How to make predicates say what is wrong.
 *
 * @param outcomes - Properties, each with the sentence of its violation.
 * @returns A sentence about all that returned false; undefined if none did.
 */
export function sentenceAdvice(
  outcomes: readonly { readonly name: string; readonly says?: string }[],
): string | undefined {
  const names = outcomes
    .filter(({ says }) => says === doesNotHold)
    .map(({ name }) => JSON.stringify(name));
  if (names.length === 0) return undefined;
  const shown = names.slice(0, mostNamed).join(', ');
  const rest = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `To read here what is wrong, let ${shown}${rest} answer a sentence instead of false, such as s.left >= 0 || \`\${s.left} are left\`.`;
}
