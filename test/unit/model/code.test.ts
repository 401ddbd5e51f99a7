import { expect, test } from 'vitest';
import { nameOfCode } from '../../../src/model/code.js';
import { isolated, isolating, noteRunning } from '../../../src/model/isolated.js';
import { emptyNote, mostNoted, writeNote, type Note } from '../../../src/model/note.js';

const add = { actor: 'a', step: 'add', choice: { to: 1 } };

function read({ counts, text }: Note): string {
  return String.fromCharCode(...text.subarray(0, counts[1]));
}

test.each([
  [{ of: add, part: 'then' }, 'a.add({"to":1}): then', 'a.add: then'],
  [{ of: { property: 'no "loss"' } }, 'Property "no \\"loss\\""', 'Property "no "loss""'],
  [{ of: 'Model "m"', part: 'actor' }, 'Model "m": actor', 'Model "m": actor'],
])('the name of code, in a message and in a note: %j', (code, name, noted) => {
  expect(nameOfCode(code)).toBe(name);
  const note = emptyNote();
  expect(read(note)).toBe('');
  writeNote(note, code);
  expect(read(note)).toBe(noted);
  writeNote(note, undefined);
  expect(read(note)).toBe('');
  expect(note.counts[0]).toBe(2);
});

test('a note that is full keeps its start', () => {
  const note = emptyNote();
  writeNote(note, { of: 'x'.repeat(mostNoted), part: 'then' });
  expect(read(note)).toBe('x'.repeat(mostNoted));
});

test('the innermost code is noted as long as it runs, also if it throws', () => {
  const note = emptyNote();
  const seen: string[] = [];
  const see = () => seen.push(read(note));
  noteRunning(note);
  isolating(() => {
    see();
    isolated({ of: add, part: 'when' }, () => {
      see();
      try {
        isolated({ of: 'inner' }, () => {
          see();
          throw new Error('of the code');
        });
      } catch {
        see();
      }
    });
    see();
  });
  expect(seen).toEqual(['', 'a.add: when', 'inner', 'a.add: when', '']);
  noteRunning(undefined);
});
