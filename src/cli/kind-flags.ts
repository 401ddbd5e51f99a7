/** Flags that only models have, or only programs. */
import { ModelError } from '../validation/errors.js';
import type { Subject } from './subject.js';

/** The flags of a command that only one kind of subject has. */
export interface KindFlags {
  /** The verb of the command, as a noun. */
  readonly what: string;
  readonly model: readonly string[];
  readonly program: readonly string[];
}

/** The flags of `check` that only one kind has. */
export const checkFlags: KindFlags = {
  what: 'check',
  model: [
    'with',
    'set',
    'fairness',
    'states',
    'depth',
    'memory',
    'symmetric',
    'coverage',
    'counterexamples',
    'prefer',
  ],
  program: ['runs', 'preemptions'],
};

/** The flags of `sample` that only one kind has. */
export const sampleFlags: KindFlags = {
  what: 'sample',
  model: ['with', 'set', 'steps'],
  program: [],
};

/**
 * Refuses flags that the kind of a subject does not have.
 *
 * @throws ModelError that names them.
 */
export function refuseOtherFlags(
  { name, kind }: Pick<Subject, 'name' | 'kind'>,
  flags: object,
  { what, ...only }: KindFlags,
): void {
  const others = only[kind === 'program' ? 'model' : 'program'];
  const given = Object.entries(flags).flatMap(([flag, value]) =>
    value !== undefined && others.includes(flag) ? [`--${flag}`] : [],
  );
  if (given.length === 0) return;
  const leave = given.length === 1 ? 'leave it out' : 'leave them out';
  throw new ModelError(
    `${name} is a ${kind}, and its ${what} has no ${given.join(' and no ')}; ${leave}.`,
  );
}
