import { formatChoice, type Action } from './action.js';
import { describeRefused } from '../validation/answer.js';
import { describeThrown } from '../validation/errors.js';
import { canonical } from './canonical.js';
import { chosenIn, handed } from './choose.js';
import { plainly, type CompiledStep } from './compiled-step.js';
import { isolated } from './isolated.js';
import { supervised, tookTooLong } from './supervised.js';

/** What an action does, in plain English: what its `says` answers, or else its name. */
export function sentenceOf<State>(
  step: CompiledStep<State> | undefined,
  state: State,
  action: Action,
): string {
  const plain =
    action.choice === undefined
      ? spaced(action.step)
      : `${spaced(action.step)} ${formatChoice(action)}`;
  if (step?.says === undefined) return plain;
  if (typeof step.says === 'string') return step.says;
  if (endless.has(step)) return `${plain} (${doesNotReturn})`;
  const { says } = step;
  try {
    const said: unknown = supervised(() => {
      const own = canonical(state);
      const offered = chosenIn(step, own, action);
      const code = { of: action, part: 'says' };
      return isolated(code, () => says(own, handed(offered, own, plainly)), own);
    }, patience);
    return typeof said === 'string'
      ? said
      : `${plain} (its "says" answered ${describeRefused(said)})`;
  } catch (error) {
    // A timeline must still show its finding, so an error here must not stop it.
    if (!tookTooLong(error)) return `${plain} (its "says" threw ${describeThrown(error)})`;
    endless.add(step);
    return `${plain} (${doesNotReturn})`;
  }
}

/** How long `says` may run, in seconds. */
const patience = 2;
const doesNotReturn = `its "says" did not return within ${patience} seconds`;

/** Steps whose `says` did not return. It is not called again. */
const endless = new WeakSet<object>();

/** `pickUp` as words: `pick up`. Words in capital letters stay as they are: `readDNS` is `read DNS`. */
export function spaced(name: string): string {
  return name
    .replace(
      /([\p{Ll}\d])(\p{Lu})(?=\p{Ll})/gu,
      (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
    )
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2');
}
