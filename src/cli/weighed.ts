/** Which properties of a module `compare` and `audit` weigh, unless the user names others. */
import { ModelError } from '../validation/errors.js';
import { describeGiven, listed } from '../validation/refuse.js';
import { isProperty } from '../property/list.js';
import type { Property } from '../property/property.js';
import type { Exported } from './exports.js';

/** The name of the export that lists them. */
const exportName = 'weighed';

/**
 * The properties that a module exports as `weighed`: one, or a list.
 *
 * @param properties - All properties of the model.
 * @param file - The module, as an error names it.
 * @returns The properties in the order of `properties`; undefined if the module has no such export.
 * @throws ModelError if the export has no property, something that is not a property, or a property that
 *   the model does not have.
 */
export function weighedIn(
  exported: Exported,
  properties: readonly Property<unknown>[],
  file: string,
): readonly Property<unknown>[] | undefined {
  const given = exported[exportName];
  if (given === undefined) return undefined;
  const several = listed(given);
  const list = several ?? [given];
  const other = list.findIndex((one) => !isProperty(one));
  if (list.length === 0 || other >= 0) {
    const where = several !== undefined && other >= 0 ? `${exportName}[${other}]` : exportName;
    const what = list.length === 0 ? 'an empty list' : describeGiven(list[other]);
    throw new ModelError(
      `${file}: ${where} is ${what}; export the properties that compare and audit weigh.`,
    );
  }
  const chosen = properties.filter((one) => list.includes(one));
  const left = list.filter(isProperty).find(({ name }) => !chosen.some((one) => one.name === name));
  if (left === undefined) return chosen;
  throw new ModelError(
    `${file}: ${exportName} has ${JSON.stringify(left.name)}, which the model is not checked with; add it to the default export.`,
  );
}
