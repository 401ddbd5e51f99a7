/** Mutations of JSON: of its structure, of its text and of its bytes. */
import fc from 'fast-check';

/** What becomes of one part of a value. The numbers choose the part, modulo how many there are. */
export interface Change {
  readonly at: number;
  readonly how: (typeof ways)[number];
  readonly by: number;
}

const ways = [
  'replace',
  'replace',
  'graft',
  'graft',
  'graft',
  'remove',
  'add',
  'repeat',
  'swap',
  'nudge',
  'nudge',
  'wrap',
  'rename',
] as const;

/** JSON has no way to write these through `stringify`, so a word stands for each until the text is made. */
const asText: Readonly<Record<string, string>> = {
  '@infinity': '1e999',
  '@minus zero': '-0',
  '@deep': `${'['.repeat(600)}${']'.repeat(600)}`,
  '@very deep': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  '@very deep object': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
};

/** Values that stand where others should. */
export const hostile: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  1.5,
  1e21,
  5e-324,
  2 ** 53,
  '',
  ' ',
  'nothing',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '#map',
  '\u0000',
  '\u001b[2J\u202e',
  '\ud800',
  'a\nb',
  'x'.repeat(5000),
  [],
  [[]],
  [null],
  {},
  { a: 1 },
  { length: 3 },
  { then: 1 },
  { toString: 1 },
  { toJSON: 1 },
  { '#map': [] },
  { '#map': [[1, 2]] },
  {
    '#map': [
      [1, 2],
      [1, 3],
    ],
  },
  { '#map': [[1]] },
  { '#map': {} },
  { '#set': [1, 1] },
  { '#set': 1 },
  { '#set': [], '#map': [] },
  { '#bigint': '5' },
  { '#bigint': 'x' },
  { '#bigint': 5 },
  { '#bigint': '9'.repeat(5000) },
  { '#other': 1 },
  { '#': 1 },
  own('__proto__', { polluted: true }),
  own('constructor', { prototype: { polluted: true } }),
  ...Object.keys(asText),
];

/** Names of properties that mean something to JavaScript, or to the format. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'length',
  'then',
  '#set',
  '',
  'extra',
];

/** An object with one property of its own, whatever the name. */
export function own(name: string, value: unknown): object {
  return setOwn({}, name, value);
}

/** `__proto__` becomes a property like any other. */
function setOwn(object: object, name: string, value: unknown): object {
  return Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

export const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom(...ways),
  by: fc.nat(),
});

/** A part of a value: the object or list that it is in, and its name there. */
interface Part {
  readonly within: Record<string, unknown>;
  readonly name: string;
}

function partsIn(value: unknown): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((name) => {
    const within = value as Record<string, unknown>;
    return [{ within, name }, ...partsIn(within[name])];
  });
}

/**
 * Makes a change in a value, in place.
 *
 * @param donors - Values of the same form. A graft takes a part of the same name from one of them.
 */
export function changePart(
  value: object,
  { at, how, by }: Change,
  donors: readonly object[],
): void {
  const parts = partsIn(value);
  if (parts.length === 0) return;
  const { within, name } = parts[at % parts.length] as Part;
  const old = within[name];
  const set = (replacement: unknown) => void setOwn(within, name, replacement);
  switch (how) {
    case 'replace':
      return set(structuredClone(hostile[by % hostile.length]));
    case 'graft': {
      const others = partsIn(donors[by % donors.length]).filter(
        (other) => other.name === name || (Array.isArray(within) && Array.isArray(other.within)),
      );
      const other = others[(by >> 8) % others.length];
      return other && set(structuredClone(other.within[other.name]));
    }
    case 'remove':
      if (Array.isArray(within)) within.splice(Number(name), 1);
      else Reflect.deleteProperty(within, name);
      return;
    case 'add':
      if (Array.isArray(within)) within.splice(by % (within.length + 1), 0, structuredClone(old));
      else
        setOwn(
          within,
          names[by % names.length] as string,
          structuredClone(hostile[(by >> 8) % hostile.length]),
        );
      return;
    case 'repeat':
      if (Array.isArray(old) && old.length > 0) old.push(...(structuredClone(old) as unknown[]));
      return;
    case 'swap': {
      const other = parts[by % parts.length] as Part;
      const others = structuredClone(other.within[other.name]);
      setOwn(other.within, other.name, structuredClone(old));
      return set(others);
    }
    case 'nudge':
      return set(nudged(old, by));
    case 'wrap':
      return set(by % 2 === 0 ? [old] : { [names[by % names.length] as string]: old });
    case 'rename':
      if (Array.isArray(within)) return;
      Reflect.deleteProperty(within, name);
      setOwn(within, names[by % names.length] as string, old);
  }
}

/** A value of the same type that is a little different. */
function nudged(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value + ([1, -1, 0.5, 1000][by % 4] ?? 0);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return value;
  const at = by % (value.length + 1);
  return by % 2 === 0 ? value.slice(0, at) : `${value.slice(0, at)}\u00e4${value.slice(at)}`;
}

/** The text of a value, with what JSON cannot say put in. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value).replace(/"(@[a-z ]+)"/g, (whole, word: string) => asText[word] ?? whole);

/** What becomes of a text. */
export interface TextChange {
  readonly how: (typeof textWays)[number];
  readonly from: number;
  readonly length: number;
  readonly to: number;
  readonly by: number;
}

const textWays = ['cut', 'start', 'repeat', 'mark', 'insert', 'byte', 'byte', 'bit'] as const;

const inserted = [
  '\ufeff',
  '\u0000',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '1e999',
  '-',
  'NaN',
  'undefined',
  '"__proto__":{"polluted":true},',
  '"expect":"holds",',
  '"expect":"violated",',
  '\u2028',
  '//',
  'null',
  '\ud800',
];

export const textChange: fc.Arbitrary<TextChange> = fc.record({
  how: fc.constantFrom(...textWays),
  from: fc.nat(),
  length: fc.nat(40),
  to: fc.nat(),
  by: fc.nat(),
});

/** Changes a text, or its bytes, which are then read as UTF-8 again. */
export function changeText(text: string, { how, from, length, to, by }: TextChange): string {
  const start = from % (text.length + 1);
  const end = to % (text.length + 1);
  switch (how) {
    case 'cut':
      return text.slice(0, start) + text.slice(start + length);
    case 'start':
      return text.slice(0, start);
    case 'repeat':
      return text.slice(0, end) + text.slice(start, start + length) + text.slice(end);
    case 'mark':
      return `\ufeff${text}`;
    case 'insert':
      return text.slice(0, start) + (inserted[by % inserted.length] as string) + text.slice(start);
    case 'byte':
    case 'bit': {
      const bytes = Buffer.from(text);
      if (bytes.length === 0) return text;
      const at = from % bytes.length;
      bytes[at] = how === 'byte' ? by % 256 : (bytes[at] as number) ^ (1 << (by % 8));
      return bytes.toString('utf8');
    }
  }
}
