/** Refuses footprints and options of a service that name nothing that it has. */
import { ModelError } from '../../validation/errors.js';
import { refuseUnknown } from '../../validation/refuse.js';
import type { ServiceOptions } from '../io.js';

/** The options of a service. */
const options = [
  'atomic',
  'copy',
  'callbacks',
  'immediate',
  'iterators',
] satisfies (keyof ServiceOptions<never>)[];

/**
 * Refuses names that are misspelled.
 *
 * @throws ModelError if the service has no such method, or `io.service` no such option.
 */
export function refuseOtherParts(
  name: string,
  service: object,
  footprints: object = {},
  given: object = {},
): void {
  const who = `io.service(${JSON.stringify(name)}, …)`;
  refuseUnknown(who, 'option', given, options);
  const { callbacks, immediate, iterators } = given as {
    readonly [Option in keyof ServiceOptions<never>]: unknown;
  };
  for (const list of [Object.keys(footprints), callbacks, immediate, iterators]) {
    if (!Array.isArray(list)) continue;
    for (const method of list as readonly unknown[]) {
      if (typeof method === 'string' && (method.includes('.') || isMethod(service, method)))
        continue;
      throw new ModelError(
        `${who} names the method ${JSON.stringify(method)}, and the service has none; correct the name, or leave it out.`,
      );
    }
  }
}

const isMethod = (service: object, name: string): boolean =>
  typeof Reflect.get(service, name, service) === 'function';
