/**
 * The switches and parameters as a model reads them.
 *
 * In JavaScript a misspelled switch is `undefined`, so it is off, and a comparison would conclude that it
 * never matters. So if a model reads a name that the system does not declare, that is an error. The names
 * that the model does read are noted.
 */
import { MistakeError, type ModelError } from '../validation/errors.js';
import type { Model } from './model.js';
import { nearest } from '../validation/nearest.js';

/** The kinds of things that a system declares and a model can read. */
export type DeclaredKind = 'safeguard' | 'parameter';

/** A safeguard or a parameter that no code has read. */
export interface NeverRead {
  readonly kind: DeclaredKind;
  readonly name: string;
}

/** What the code of one model has read so far. */
export interface Reads {
  readonly names: Readonly<Record<DeclaredKind, Set<string>>>;
  /** The first name that was refused: the code of a model may have caught the error. */
  refused: ModelError | undefined;
}

/** No name has been read yet. */
export const noReads = (): Reads => ({
  names: { safeguard: new Set(), parameter: new Set() },
  refused: undefined,
});

/** The symbol under which a model keeps what its code reads. An object spread from a model has it too. */
export const readsOfModel = Symbol.for('allways: reads of a model');

/** Names that tools ask of any object, to print it, to compare it or to await it. */
const askedOfAnyObject = ['toJSON', 'then', 'asymmetricMatch', 'nodeType', 'tagName'];

/**
 * Switches or parameters that refuse a name that is not declared, refuse to be changed, and note each name that is
 * read. If the code of a model changed them, the model would be another than the one that its result names.
 *
 * Everything else works as on the object itself: symbols, `in`, keys, spreads, destructuring, and what every
 * object inherits. A spread reads each name, and so does a list of the keys.
 *
 * @param values - The value of each declared name.
 * @param system - The system, as the start of a sentence.
 * @param reads - Where to note what is read.
 * @param reader - What reads them, for an error. Absent: the model.
 */
export function onlyDeclared<Values extends object>(
  values: Values,
  system: string,
  kind: DeclaredKind,
  reads: Reads,
  reader = 'its model',
): Values {
  const read = reads.names[kind];
  const refuse = (error: ModelError): never => {
    reads.refused ??= error;
    throw error;
  };
  const refuseWrite = (name: string | symbol): never =>
    refuse(
      new MistakeError(
        `${system}: ${reader} writes ${kind} ${JSON.stringify(String(name))}, which it can only read; write to a copy, or give the value to with.`,
      ),
    );
  const only: Values = new Proxy(values, {
    get(target, name) {
      if (typeof name === 'string' && Object.hasOwn(target, name)) read.add(name);
      else if (typeof name === 'string' && !(name in target) && !askedOfAnyObject.includes(name)) {
        refuse(notDeclared(`${system}: ${reader}`, kind, name, Object.keys(target)));
      }
      return Reflect.get(target, name) as unknown;
    },
    set(target, name, value, receiver) {
      // An object that inherits from this one may be written to.
      return receiver === only ? refuseWrite(name) : Reflect.set(target, name, value, receiver);
    },
    defineProperty(target, name, descriptor) {
      // `Object.freeze` changes no value.
      const isSame =
        'value' in descriptor
          ? descriptor.value === Reflect.get(target, name)
          : !('get' in descriptor);
      return isSame ? Reflect.defineProperty(target, name, descriptor) : refuseWrite(name);
    },
    deleteProperty: (_, name) => refuseWrite(name),
    ownKeys(target) {
      for (const name of Object.keys(target)) read.add(name);
      return Reflect.ownKeys(target);
    },
  });
  return only;
}

function notDeclared(
  who: string,
  kind: DeclaredKind,
  name: string,
  declared: readonly string[],
): ModelError {
  const near = nearest(name, declared);
  const advice =
    near === undefined ? `it declares ${declared.join(', ') || 'none'}.` : `did you mean ${near}?`;
  return new MistakeError(
    `${who} reads ${kind} ${JSON.stringify(name)}, which is not declared; ${advice}`,
  );
}

/** What the code of a model has read; undefined if no system built the model. */
export function readsIn<State>(model: Model<State>): Reads | undefined {
  return (model as { readonly [readsOfModel]?: Reads })[readsOfModel];
}

/** Throws the error that refused a name, in case the code of the model caught it. */
export function refuseUndeclaredReads<State>(model: Model<State>): void {
  const refused = readsIn(model)?.refused;
  if (refused !== undefined) throw refused;
}

/** The safeguards that are on, and the parameters, that no code of a model has read. */
export function neverReadIn<State>(model: Model<State>): readonly NeverRead[] {
  return neverReadOf(readsIn(model), model.safeguards, Object.keys(model.parameters));
}

/** The declared names that were not read. Empty if it is not known which were read. */
export function neverReadOf(
  reads: Reads | undefined,
  safeguards: readonly string[],
  parameters: readonly string[],
): readonly NeverRead[] {
  if (reads === undefined) return [];
  const unread = (kind: DeclaredKind, names: readonly string[]) =>
    names.filter((name) => !reads.names[kind].has(name)).map((name) => ({ kind, name }));
  return [...unread('safeguard', safeguards), ...unread('parameter', parameters)];
}
