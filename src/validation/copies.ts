/**
 * Several copies of the package in one process. A project can have the package twice, for example through a
 * linked package, and a test runner can load it twice. Copies of the same version work together. A model
 * that another version made is refused.
 */

/** The version of the package; the same as in package.json. */
export const version = '0.1.0';

/**
 * Makes `instanceof` also true for instances that another copy of the package made.
 *
 * @param kind - A class of errors.
 * @param name - The name of the class. The `name` of the class itself may be changed by a bundler.
 * @example
 * recognizeCopies(ModelError, 'ModelError');
 * error instanceof ModelError // true, whichever copy threw it
 */
export function recognizeCopies(kind: { readonly prototype: Error }, name: string): void {
  const brand = Symbol.for(`allways: ${name}`);
  const isInstance = (of: unknown, value: unknown): boolean => {
    try {
      return Function.prototype[Symbol.hasInstance].call(of, value);
    } catch {
      // A revoked proxy throws again when it is looked at.
      return false;
    }
  };
  Object.defineProperty(kind.prototype, brand, { value: true });
  Object.defineProperty(kind, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (isInstance(this, value)) return true;
      // A subclass inherits this method, and has no brand of its own.
      return this === kind && isInstance(Error, value) && brand in (value as Error);
    },
  });
}

/**
 * An object that all copies of this version share, such as a cache.
 *
 * @param name - A unique name for the object.
 * @param make - Makes the object, for the first copy that asks.
 */
export function shared<T extends object>(name: string, make: () => T): T {
  const all = globalThis as unknown as Record<symbol, T | undefined>;
  return (all[Symbol.for(`allways ${version}: ${name}`)] ??= make());
}

/** The symbol under which a model or system keeps the version that made it. */
const madeBy = Symbol.for('allways: made by');

/** Spread into a model or system, this says that this version made it. */
export const ownMark: object = { [madeBy]: version };

/**
 * The version that made a model or system.
 *
 * @returns Undefined if it is this version, or if the value does not say which.
 */
export function otherVersion(value: object): string | undefined {
  const made = (value as Readonly<Record<symbol, unknown>>)[madeBy];
  return typeof made === 'string' && made !== version ? made : undefined;
}
