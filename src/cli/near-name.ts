/** Names for a message about a name that does not exist. */
import { basename } from 'node:path/posix';
import { nearest } from '../validation/nearest.js';

/** The name that the user probably meant: the nearest, or the one whose last part is nearest. */
export function nearName(wanted: string, names: readonly string[]): string | undefined {
  const last = basename(wanted);
  return (
    nearest(wanted, names) ?? names.find((name) => nearest(last, [basename(name)]) !== undefined)
  );
}

/** The most names that a message shows. */
const most = 12;

/** Which models there are, as the end of a sentence. */
export function whatThereIs(names: readonly string[], folder: string): string {
  if (names.length === 0) return `there is none in ${folder} either.`;
  const left = names.length - most;
  const shown = names.slice(0, most).join(', ');
  return `in ${folder} there are ${shown}${left > 0 ? ` and ${left} more` : ''}.`;
}
