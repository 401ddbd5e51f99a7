/** Refuses processes and procedures that cannot work. */
import { describeRefused } from '../../validation/answer.js';
import { ModelError } from '../../validation/errors.js';
import {
  adviceFor,
  describeGiven,
  refuseOtherFunction,
  refuseUnknown,
} from '../../validation/refuse.js';
import { isPlainObject } from '../plain-data.js';
import { refuseNameless } from '../names.js';
import { placeOf, type BlockName, type Shape } from './shape.js';

/**
 * Refuses blocks that are no object of labels.
 *
 * @param where - The process or procedure, as the start of a sentence.
 * @param taken - Names that no label can have.
 */
export function refuseOtherLabels(where: string, blocks: unknown, taken: readonly string[]): void {
  if (!isPlainObject(blocks)) {
    throw new ModelError(
      `${where} has ${describeGiven(blocks)} for its blocks; give it { itsLabel: (s, my) => 'next' }.`,
    );
  }
  const entries = Object.entries(blocks) as [string, unknown][];
  if (entries.length === 0) throw new ModelError(`${where} has no blocks; give it at least one.`);
  for (const [label, block] of entries) {
    refuseNameless(label, `${where}: a label`, "{ itsLabel: (s, my) => 'next' }");
    if (taken.includes(label)) {
      throw new ModelError(
        `${where}: no label can be ${JSON.stringify(label)}, which has a meaning of its own; rename it.`,
      );
    }
    refuseOtherBlock(`${where}: block ${label}`, block);
  }
}

function refuseOtherBlock(where: string, block: unknown): void {
  if (typeof block === 'function') return;
  refuseUnknown(where, 'part', block, ['choose', 'then', 'says', 'fairness']);
  const { choose, then, says } = block as Readonly<Record<string, unknown>>;
  refuseOtherFunction(where, 'then', then);
  if (choose !== undefined) refuseOtherFunction(where, 'choose', choose);
  if (says !== undefined && typeof says !== 'string') refuseOtherFunction(where, 'says', says);
}

/**
 * Refuses locals that are no plain object, or have a name that the process itself uses.
 *
 * @param taken - Names that no local can have.
 */
export function refuseOtherLocals(where: string, local: unknown, taken: readonly string[]): void {
  if (!isPlainObject(local)) {
    throw new ModelError(
      `${where}: local is ${describeGiven(local)}; give an object with each local and its value at the start.`,
    );
  }
  const name = Object.keys(local).find((one) => taken.includes(one));
  if (name === undefined) return;
  throw new ModelError(
    `${where}: no local can be ${JSON.stringify(name)}, which the process keeps for itself; rename it.`,
  );
}

/**
 * Refuses what a block answered, if it is none of the things that it can answer.
 *
 * @param labels - The labels that it can answer.
 */
export function refuseOtherAnswer(
  { name, procedures }: Shape,
  labels: readonly string[],
  answer: unknown,
  { label, procedure }: BlockName,
): never {
  const where = `${name}.${placeOf(label, procedure)}`;
  const { call, then } = Object(answer) as { readonly call?: unknown; readonly then?: unknown };
  if (typeof call === 'string' && !procedures.has(call)) {
    throw new ModelError(
      `${where} calls ${unknownName('procedure', call, [...procedures.keys()])}`,
    );
  }
  const wrong = typeof call === 'string' ? then : answer;
  if (typeof wrong === 'string') {
    throw new ModelError(`${where} goes on at ${unknownName('label', wrong, labels)}`);
  }
  throw new ModelError(
    `${where} answered ${describeRefused(wrong)}; let it answer the next label, wait, done or a call.`,
  );
}

function unknownName(kind: string, name: string, known: readonly string[]): string {
  return `${JSON.stringify(name)}, and there is no such ${kind}; ${adviceFor(name, known)}`;
}
