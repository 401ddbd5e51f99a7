/** The threads that a check of a program may use. */
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Help } from '../../program/exploration/parallel/company.js';
import { mostByItself } from '../../search/breadth-first/threads-for.js';
import { ModelError } from '../../validation/errors.js';
import type { ProgramOptions } from './options.js';

/** A search with so many runs is long enough for threads. */
const longRuns = 2_000;

/**
 * The threads that help with a check.
 *
 * @returns Undefined if it has one thread.
 * @throws ModelError if there are no modules from which they could load the program, or modules that no thread would load.
 */
export function helpOf({
  workers = 1,
  modules,
  limits: { runs = Infinity } = {},
}: ProgramOptions): Help | undefined {
  if (modules === undefined && workers !== 1) {
    throw new ModelError(
      "check of a program: workers need modules, because a thread cannot be sent code; name the modules that export the program and its properties: modules: [new URL('./transfer.ts', import.meta.url)].",
    );
  }
  if (modules === undefined) return undefined;
  if (workers === 1) {
    throw new ModelError(
      "check of a program: modules are for threads, and it has one; give workers: 'auto', or leave modules out.",
    );
  }
  const count = workers === 'auto' ? Math.min(availableParallelism(), mostByItself) : workers;
  if (count === 1) return undefined;
  const addresses = modules.map((module) =>
    String(module).startsWith('file:') ? String(module) : pathToFileURL(String(module)).href,
  );
  return { threads: count - 1, modules: addresses, after: longRuns, runs };
}
