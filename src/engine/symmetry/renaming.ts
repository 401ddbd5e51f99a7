/** Names that change places in data. A name is a whole word of a string: of a value, or of a key. */

/** Names that are interchangeable, in groups. */
export type Groups = readonly (readonly string[])[];

/** For each name the name that replaces it. */
export type Renaming = ReadonlyMap<string, string>;

/** A pattern that finds names that are whole words, the longest first. */
export function wordOf(names: readonly string[]): RegExp {
  const longest = [...names].sort((one, other) => other.length - one.length);
  const any = longest.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, 'gu');
}

/** Data with other names. The result is not canonical. */
export function renameIn(value: unknown, by: Renaming, word: RegExp): unknown {
  const inside = (part: unknown) => renameIn(part, by, word);
  if (typeof value === 'string') return value.replace(word, (name) => by.get(name) ?? name);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inside);
  if (value instanceof Map) {
    return new Map(Array.from(value, ([key, entry]) => [inside(key), inside(entry)]));
  }
  if (value instanceof Set) return new Set(Array.from(value, inside));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [inside(key) as string, inside(entry)]),
  );
}

/**
 * If there are at most so many ways to exchange all names, the search tries each of them: six names in one group,
 * or twice four. Then a property is asked about every state of each orbit, as a search without symmetry asks it.
 */
const mostTrials = 720;

/**
 * The renamings to try: all, if there are at most 720. Otherwise of each group the orders of `ordersToTry`, for
 * this group alone and for all groups at once; so a property that tells several names apart together can pass.
 */
export function trialsOf(groups: Groups): readonly Renaming[] {
  const product = groups.reduce((number, { length }) => number * factorial(length), 1);
  const orders = groups.map((group) =>
    product <= mostTrials ? [...permutations(group)] : ordersToTry(group),
  );
  const trials: (readonly (readonly string[])[])[] =
    product <= mostTrials
      ? orders.reduce<(readonly string[])[][]>(
          (all, more) => all.flatMap((before) => more.map((order) => [...before, order])),
          [[]],
        )
      : [
          ...orders.flatMap((some, at) => some.map((order) => groups.with(at, order))),
          ...Array.from({ length: Math.max(...orders.map(({ length }) => length)) }, (_, number) =>
            orders.map((some) => some[number % some.length] as readonly string[]),
          ),
        ];
  const distinct = new Map(trials.map((trial) => [JSON.stringify(trial), trial]));
  distinct.delete(JSON.stringify(groups));
  return [...distinct.values()].map(
    (trial) =>
      new Map(
        groups.flatMap((group, at) =>
          group.map((name, place) => [name, (trial[at] as readonly string[])[place] as string]),
        ),
      ),
  );
}

function factorial(number: number): number {
  return number < 2 ? 1 : number * factorial(number - 1);
}

/**
 * The orders of a group to try if there are too many exchanges to try them all. A group of at most four names is
 * still tried in every order. A larger group is rotated, forwards and backwards, and any two of its names change
 * places. With the rotations each name takes the place of each other one, so the search sees a single name that is
 * treated differently.
 */
function ordersToTry(group: readonly string[]): readonly (readonly string[])[] {
  if (group.length <= 4) return [...permutations(group)];
  const backwards = group.toReversed();
  const rotations = group.flatMap((_, by) =>
    [group, backwards].map((names) => [...names.slice(by), ...names.slice(0, by)]),
  );
  const exchanges = group.flatMap((one, at) =>
    group.slice(at + 1).map((other, after) => group.with(at, other).with(at + 1 + after, one)),
  );
  return [...rotations, ...exchanges];
}

/** All orders of names. */
export function* permutations(names: readonly string[]): Generator<readonly string[]> {
  if (names.length < 2) {
    yield names;
    return;
  }
  for (const [at, name] of names.entries()) {
    for (const rest of permutations(names.toSpliced(at, 1))) yield [name, ...rest];
  }
}
