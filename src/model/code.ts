/** The code of a model and of its properties, by name. */
import { formatAction, type Action } from './action.js';

/** A function that the user wrote, or a part of it. */
export interface Code {
  /** What it belongs to: an action, a property by its name, or anything else in words. */
  readonly of: Action | { readonly property: string } | string;
  /** Which part of it, such as `then`; absent if it has only one. */
  readonly part?: string;
}

/**
 * Names code, as the start of a sentence.
 *
 * @example
 * nameOfCode({ of: { actor: 'clerk', step: 'add', choice: 2 }, part: 'then' }) // 'clerk.add(2): then'
 * nameOfCode({ of: { property: 'no loss' } }) // 'Property "no loss"'
 */
export function nameOfCode({ of, part }: Code): string {
  const owner = ownerOf(of);
  return part === undefined ? owner : `${owner}: ${part}`;
}

function ownerOf(of: Code['of']): string {
  if (typeof of === 'string') return of;
  return 'property' in of ? `Property ${JSON.stringify(of.property)}` : formatAction(of);
}
