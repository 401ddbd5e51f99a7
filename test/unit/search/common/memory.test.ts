import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryGuard } from '../../../../src/search/common/memory.js';

const megabyte = 2 ** 20;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Stands in for the memory of the process, and counts how often it is read. */
function processTaking(bytes: number) {
  const memory = { bytes, readings: 0 };
  vi.spyOn(process.memoryUsage, 'rss').mockImplementation(() => {
    memory.readings++;
    return memory.bytes;
  });
  return memory;
}

describe('whether so many more bytes may be taken', () => {
  test('is answered as a reading each time would answer it', () => {
    const request = fc.oneof(fc.nat(megabyte), fc.nat(200 * megabyte));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(request, { minLength: 1, maxLength: 60 }),
        (limit, kept, requests) => {
          const memory = processTaking(100 * megabyte);
          const { mayTake } = memoryGuard(limit, kept);
          const most = limit * megabyte - Math.max(0, limit - 100) * megabyte * kept;
          for (const bytes of requests) {
            const may = memory.bytes + bytes <= most;
            expect(mayTake(bytes)).toBe(may);
            if (may) memory.bytes += bytes;
          }
        },
      ),
    );
  });

  test('is answered without a reading while much is left', () => {
    const memory = processTaking(100 * megabyte);
    const { mayTake } = memoryGuard(1000);
    const readings = memory.readings;
    for (let more = 0; more < 160; more++) expect(mayTake(megabyte / 10)).toBe(true);
    expect(memory.readings).toBe(readings);
    expect(mayTake(megabyte)).toBe(true);
    expect(memory.readings).toBe(readings + 1);
  });

  test('takes notice of what others have taken since, after 16 megabytes', () => {
    const memory = processTaking(100 * megabyte);
    const { mayTake } = memoryGuard(1000);
    memory.bytes = 1000 * megabyte;
    const answers = Array.from({ length: 17 }, () => mayTake(megabyte));
    expect(answers.lastIndexOf(true)).toBe(15);
    expect(answers[16]).toBe(false);
  });
});
