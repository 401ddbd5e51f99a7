/** Choices and random values that a program asks `io` for. */
import { ModelError } from '../../validation/errors.js';
import { describeGiven } from '../../validation/refuse.js';
import { nextNumber, refuseIn, running } from '../run/running.js';
import { inWords } from './words.js';

/** Waits for one of several values. Each choice is an event, an alternative to the others. */
export function choose<Value>(name: string, values: readonly Value[]): Promise<Value> {
  const task = running.getStore();
  if (task === undefined) {
    throw new ModelError(
      `io.choose(${JSON.stringify(name)}, …) was called outside of a task; call it in a task of the program.`,
    );
  }
  const given: unknown = values;
  if (!Array.isArray(given) || given.length === 0) {
    return refuseIn(
      task,
      `io.choose(${JSON.stringify(name)}, …) was given ${Array.isArray(given) ? 'an empty list' : describeGiven(given)}; give a list with at least one value.`,
    );
  }
  const number = nextNumber(task);
  task.waitsFor.set(number, () => `the choice of ${name}`);
  return new Promise((resolve) => {
    for (const [at, value] of values.entries()) {
      task.run.add({
        id: `${number}:${at}`,
        group: number,
        task,
        what: `choice of ${name}`,
        touches: task.touches,
        describe: () => ({
          action: { actor: task.name, step: name, choice: value },
          says: `chooses ${inWords(value)} as ${name}`,
        }),
        happen: () => {
          task.waitsFor.delete(number);
          resolve(value);
        },
      });
    }
  });
}
