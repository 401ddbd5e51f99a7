/**
 * Fuzzers: many wrong inputs at random, each judged on its own. A fuzzer goes on after a failure, so one run
 * names every kind of fault, each with its shortest example. It notes its seed and its figures.
 *
 * `TRIES=1000000 npx vitest run --mode deep test/deep/fuzz-recordings.test.ts` tries more than the suite does,
 * and `SEED=123` tries others.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { note } from '../../src/vitest/notes.js';

/** What became of one input. */
export interface Judged {
  /** What the code did with it, in a word or two: `refused`, `accepted`. */
  readonly outcome: string;
  /** What the code should not have done; absent if all is well. */
  readonly fault?: string;
}

export interface Fuzzer<Input> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** How many inputs the deep suite tries. The variable TRIES overrides it. */
  readonly tries: number;
  readonly judge: (input: Input) => Judged | Promise<Judged>;
  /** The input as a text for people. */
  readonly show: (input: Input) => string;
  /** Outcomes that must occur, because a fuzzer that only sees refusals tests half of the code. */
  readonly expects: readonly string[];
}

/** One kind of fault: how often it occurred, and the shortest input that shows it. */
interface Kind {
  count: number;
  fault: string;
  example: string;
}

/** A single input that takes longer is a fault. It is far longer than any input should take on a busy machine. */
const longest = 20_000;

/** Tries the inputs of a fuzzer, and fails with a list of all kinds of faults. */
export async function fuzz<Input>(fuzzer: Fuzzer<Input>): Promise<void> {
  const tries = Number(process.env['TRIES'] || fuzzer.tries);
  expect(tries).toBeGreaterThan(0);
  const outcomes = new Map<string, number>();
  const kinds = new Map<string, Kind>();
  const property = fc.asyncProperty(fuzzer.inputs, async (input) => {
    const { outcome, fault } = await judged(fuzzer, input);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (fault !== undefined) noteFault(kinds, fault, fuzzer.show(input));
  });
  await fc.assert(property, { numRuns: tries });
  const failures = [...kinds.values()].reduce((sum, { count }) => sum + count, 0);
  const parts = [...outcomes].sort().map(([outcome, count]) => `${count} ${outcome}`);
  const { seed } = fc.readConfigureGlobal();
  note(
    `fuzzer of ${fuzzer.name}: seed ${String(seed)}, ${tries} tries: ${parts.join(', ')}; ${failures} failures`,
  );
  expect(listOf(kinds)).toBe('');
  if (tries >= fuzzer.tries)
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining([...fuzzer.expects]));
}

/** Judges one input. Whatever the judge throws is a fault too. */
async function judged<Input>({ judge }: Fuzzer<Input>, input: Input): Promise<Judged> {
  const started = performance.now();
  try {
    const found = await judge(input);
    const took = performance.now() - started;
    if (took < longest) return found;
    return { ...found, fault: `it took ${Math.round(took / 1000)} seconds` };
  } catch (error) {
    return { outcome: 'threw', fault: stackOf(error) };
  }
}

/** The start of an error's stack, or the value if it is no error. */
export function stackOf(error: unknown): string {
  try {
    return error instanceof Error
      ? (error.stack ?? String(error)).split('\n').slice(0, 4).join('\n')
      : `threw what is no error: ${typeof error}`;
  } catch {
    return 'threw what cannot be looked at';
  }
}

/** Faults are of one kind if they differ only in numbers, quotations and what fills them. */
function noteFault(kinds: Map<string, Kind>, fault: string, example: string): void {
  const kind = fault
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/\d+/g, '0')
    .slice(0, 300);
  const known = kinds.get(kind);
  if (known === undefined) {
    kinds.set(kind, { count: 1, fault, example });
    return;
  }
  known.count++;
  if (example.length < known.example.length) Object.assign(known, { fault, example });
}

function listOf(kinds: ReadonlyMap<string, Kind>): string {
  return [...kinds.values()]
    .sort((one, other) => other.count - one.count)
    .map(
      ({ count, fault, example }) =>
        `${count} times: ${fault}\n  for: ${example.replace(/(.{1,6})\1{20,}/g, '$1…').slice(0, 1500)}`,
    )
    .join('\n\n');
}

/** Text that shows that an error of JavaScript, and not a sentence for the user, reached the user. */
const raw =
  /Maximum call stack|Cannot (read|set|convert|destructure|perform|access)|is not (a function|iterable|a constructor|defined)|Invalid array length|Invalid string length|Cannot mix BigInt|\bat .*:\d+:\d+|\[object Object\]/;

/** Messages that quote an error of the user's code, or of what the user gave, may quote it as it is. */
const quotes = /\bthrew\b|unreadable \(|cannot show what it was given \(|cannot be loaded: /;

/** Why a message is not one for a user; undefined if it is. */
export function faultOfMessage(message: string): string | undefined {
  if (message.trim() === '') return 'an empty message';
  const [found] = quotes.test(message) ? [] : (raw.exec(message) ?? []);
  if (found !== undefined) return `the message has ${JSON.stringify(found)}: ${message}`;
  // Line breaks stay: a message may have several lines.
  if (/[^\P{Cc}\n]/u.test(message))
    return `the message has control characters: ${JSON.stringify(message)}`;
  return message.length > 4000 ? `the message has ${message.length} characters` : undefined;
}

/** The outcome, with a fault if the text has what no user should read. */
export function withoutFault(outcome: string, text: string): Judged {
  for (const line of text.split('\n')) {
    const fault = line.trim() === '' ? undefined : faultOfMessage(line);
    if (fault !== undefined) return { outcome, fault };
  }
  return { outcome };
}
