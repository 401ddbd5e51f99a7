import { describe, expectTypeOf, test } from 'vitest';
import {
  check,
  compareSafeguards,
  defineModel,
  defineSafeguards,
  defineSystem,
  invariant,
  leadsTo,
  type Bounds,
  type Model,
  type Property,
  type Safeguards,
  type Switches,
  type System,
} from 'allways';

interface Store {
  version: number;
}
const anyModel = (): Model<Store> =>
  defineModel<Store>({ name: 'store', initial: { version: 0 }, actors: [] });

describe('defineSystem', () => {
  const safeguards = defineSafeguards({
    fencing: 'Old writes are refused.',
    lock: 'One at a time.',
  });
  type Name = 'fencing' | 'lock';
  const store = () =>
    defineSystem({
      name: 'store',
      safeguards,
      parameters: { writers: 2, crashes: false, unit: 'plan' },
      model: (on, parameters) => {
        expectTypeOf(on).toEqualTypeOf<Switches<Name>>();
        expectTypeOf(on.fencing).toEqualTypeOf<boolean>();
        expectTypeOf(parameters).toEqualTypeOf<{
          writers: number;
          crashes: boolean;
          unit: string;
        }>();
        return anyModel();
      },
    });

  test('knows the names of its safeguards', () => {
    expectTypeOf(safeguards).toEqualTypeOf<Safeguards<Name>>();
    const system = store();
    expectTypeOf(system).toEqualTypeOf<
      System<Store, Name, { writers: number; crashes: boolean; unit: string }>
    >();
    expectTypeOf<Parameters<typeof system.with>[0]>().toEqualTypeOf<readonly Name[]>();
    expectTypeOf(system.with(['lock', 'fencing'])).toEqualTypeOf<Model<Store>>();
    // @ts-expect-error There is no such safeguard.
    system.with(['fence']);
    // @ts-expect-error Nor in a list that has one.
    system.with(['fencing', 'fence']);
  });

  test('knows its parameters and their types', () => {
    const system = store();
    system.with([], {});
    system.with([], { writers: 3, crashes: true, unit: 'task' });
    // @ts-expect-error A string is no number.
    system.with([], { writers: '3' });
    // @ts-expect-error A number is no boolean.
    system.with([], { crashes: 1 });
    // @ts-expect-error There is no such parameter.
    system.with([], { readers: 1 });
    // @ts-expect-error What differs is given, what does not is left out.
    system.with([], { writers: undefined });
  });

  test('gives its parameters and its model to a property', () => {
    const system = store();
    const property = system.property((parameters, model) => {
      expectTypeOf(parameters).toEqualTypeOf<
        Readonly<{ writers: number; crashes: boolean; unit: string }>
      >();
      expectTypeOf(model).toEqualTypeOf<Model<Store>>();
      // The type of the state is inferred.
      return invariant('few writes', (s) => s.version <= parameters.writers);
    });
    expectTypeOf(property).toEqualTypeOf<Property<Store>>();
    system.property(({ writers }) =>
      leadsTo(
        'p',
        (s) => s.version > writers,
        (s) => s.version > 2,
      ),
    );
    // @ts-expect-error There is no such parameter.
    system.property(({ readers }) => invariant('p', (s) => s.version <= Number(readers)));
    // @ts-expect-error The state has no such part.
    system.property(() => invariant('p', (s) => s.versoin === 1));
    // @ts-expect-error It is a property of another state.
    system.property(() => invariant<{ other: number }>('p', (s) => s.other === 1));
    // @ts-expect-error One property, not several.
    system.property(() => [invariant<Store>('p', () => true)]);
    // @ts-expect-error A property of another state is refused where it is given, too.
    void check(defineModel({ name: 'm', initial: { a: 1 }, actors: [] }), property);
  });

  test('knows a parameter with bounds as a number', () => {
    const system = defineSystem({
      name: 'store',
      parameters: {
        writers: { default: 2, min: 1, max: 6 },
        share: { default: 0.5, min: 0 },
        readers: { default: 1, max: 3 },
        crashes: false,
        unit: 'plan',
        size: 3,
      },
      model: (_, parameters) => {
        expectTypeOf(parameters).toEqualTypeOf<{
          writers: number;
          share: number;
          readers: number;
          crashes: boolean;
          unit: string;
          size: number;
        }>();
        return anyModel();
      },
    });
    expectTypeOf(system.parameters.writers).toEqualTypeOf<number>();
    expectTypeOf(system.bounds?.writers).toEqualTypeOf<Bounds | undefined>();
    system.with([], { writers: 3, crashes: true });
    // @ts-expect-error A value is given alone; only the definition has bounds.
    system.with([], { writers: { default: 3, min: 1 } });
    // @ts-expect-error Only a number has bounds.
    defineSystem({ name: 's', parameters: { unit: { default: 'a', min: 1 } }, model: anyModel });
    // @ts-expect-error One bound at least.
    defineSystem({ name: 's', parameters: { writers: { default: 2 } }, model: anyModel });
    // @ts-expect-error A misspelled bound.
    defineSystem({ name: 's', parameters: { writers: { default: 2, mim: 1 } }, model: anyModel });
    // @ts-expect-error No default.
    defineSystem({ name: 's', parameters: { writers: { min: 1, max: 2 } }, model: anyModel });
  });

  test('in its model too', () => {
    defineSystem({
      name: 'store',
      safeguards,
      parameters: { writers: 2 },
      model: (on, parameters) => {
        // @ts-expect-error There is no such safeguard.
        expectTypeOf(on.fence).toBeAny();
        // @ts-expect-error There is no such parameter.
        expectTypeOf(parameters.readers).toBeAny();
        return anyModel();
      },
    });
  });

  test('may have neither', () => {
    const system = defineSystem({ name: 'store', model: () => anyModel() });
    expectTypeOf(system.with([])).toEqualTypeOf<Model<Store>>();
    // @ts-expect-error There is no safeguard.
    system.with(['fencing']);
    // @ts-expect-error There is no parameter.
    system.with([], { writers: 1 });
  });

  test('takes plain values as parameters', () => {
    // @ts-expect-error A recording could not keep a Date.
    defineSystem({ name: 'store', parameters: { at: new Date(0) }, model: () => anyModel() });
    // @ts-expect-error A safeguard is described by a sentence.
    defineSafeguards({ fencing: true });
  });

  test('is what is compared, by properties of its state', () => {
    const grown = invariant<Store>('grown', (s) => s.version > 0);
    const other = invariant<{ size: number }>('other', (s) => s.size > 0);
    const compare = async () => {
      const { minimal } = (await compareSafeguards(store(), grown)).together;
      expectTypeOf(minimal[0]?.on).toEqualTypeOf<readonly Name[] | undefined>();
      // @ts-expect-error A property of another state.
      await compareSafeguards(store(), other);
      // @ts-expect-error A property of another state.
      await check(store().with([]), other);
    };
    expectTypeOf(compare).returns.resolves.toBeVoid();
  });
});
