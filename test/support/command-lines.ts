/** Command lines at random: valid commands and flags, and what people and programs make of them by mistake. */
import fc from 'fast-check';

import { bare, flags, hostile, known, models, recordings, soon } from './command-words.js';

const commands = [...Object.keys(known), 'chek', ''];
const text: fc.Arbitrary<string> = fc.constantFrom(...hostile);
const often = <T>(arbitrary: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: other });

const flagWords = (names: readonly string[]): fc.Arbitrary<string[]> =>
  fc.constantFrom(...names).chain((name): fc.Arbitrary<string[]> => {
    const values = flags[name];
    if (values === undefined) return fc.constant<string[]>([name]);
    const value = often(fc.constantFrom(...values), text);
    return fc.oneof(
      { weight: 8, arbitrary: value.map((one) => [name, one]) },
      { weight: 1, arbitrary: value.map((one) => [`${name}=${one}`]) },
      { weight: 1, arbitrary: fc.constant<string[]>([name]) },
    );
  });

const allFlags = [...Object.keys(flags), ...bare];

/** What a mutation does with the words. */
const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom('drop', 'repeat', 'swap', 'insert', 'cut'),
  at: fc.nat(),
  by: fc.nat(),
  word: text,
});

interface Mutation {
  readonly how: 'drop' | 'repeat' | 'swap' | 'insert' | 'cut';
  readonly at: number;
  readonly by: number;
  readonly word: string;
}

function mutated(words: readonly string[], { how, at, by, word }: Mutation): readonly string[] {
  if (words.length === 0) return words;
  const here = at % words.length;
  const one = words[here] as string;
  switch (how) {
    case 'drop':
      return words.toSpliced(here, 1);
    case 'repeat':
      return words.toSpliced(here, 0, one);
    case 'swap':
      return words.with(here, words[by % words.length] as string).with(by % words.length, one);
    case 'insert':
      return words.toSpliced(here, 0, word);
    default:
      return words.with(here, one.slice(0, by % (one.length + 1)));
  }
}

/** The words after `allways`. No command runs long, and none watches. */
export const commandLine: fc.Arbitrary<readonly string[]> = often(
  fc.constantFrom(...Object.keys(known)),
  fc.constantFrom(...commands),
).chain((command) => {
  const subjects = command === 'replay' ? recordings : models;
  const own = known[command] ?? [];
  const flag =
    own.length === 0
      ? flagWords(allFlags)
      : fc.oneof(
          { weight: 15, arbitrary: flagWords(own) },
          { weight: 1, arbitrary: flagWords(allFlags) },
        );
  return fc
    .record({
      before: fc.oneof(
        { weight: 6, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: flagWords(['--config', '-c']) },
      ),
      subjects: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom<string[]>(['till'], ['door']) },
        {
          weight: 3,
          arbitrary: fc.array(often(fc.constantFrom<string>(...subjects), text), { maxLength: 3 }),
        },
      ),
      flags: fc.oneof(fc.array(flag, { maxLength: 2 }), fc.array(flag, { maxLength: 5 })),
      mutations: fc.oneof(
        { weight: 5, arbitrary: fc.constant<Mutation[]>([]) },
        { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 2 }) },
      ),
    })
    .map(({ before, subjects: all, flags: given, mutations }) => {
      const isReplay = command === 'replay' && (all[0] === 'till' || all[0] === 'door');
      const words = [...before, command, ...(isReplay ? ['recordings'] : all), ...given.flat()];
      const changed = mutations.reduce<readonly string[]>(mutated, words);
      const named = changed.find((word) => Object.hasOwn(soon, word));
      const end = soon[named ?? ''] ?? [];
      return [...changed.filter((word) => word !== '--watch'), ...end];
    });
});
