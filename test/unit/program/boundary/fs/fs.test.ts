/** A file system in memory: like the real one, and with footprints that tell the truth. */
import * as realFs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, test as one, vi } from 'vitest';
import type { FileSystem, Io } from 'allways';
import { tries } from '../../../../support/deep.js';
import { footprintOf } from '../../../../../src/program/boundary/fs/footprints.js';
import { fileSystem } from '../../../../../src/program/boundary/fs/fs.js';
import {
  agreedOn,
  anyCall,
  anyFiles,
  callBelow,
  contentsOf,
  outcomeOf,
  type SyncCall,
} from './calls.js';

/** A service that is no boundary: its methods are called as they are. */
const asItIs: Pick<Io, 'service'> = { service: (_, object) => object };

/** One search: its runs follow one another. */
const search = {};

const make = (files: Readonly<Record<string, string | null>> = {}) =>
  fileSystem(search, asItIs, files);

describe('footprints', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.prop([anyFiles, fc.array(anyCall, { maxLength: 3 }), anyCall, anyCall], {
    numRuns: tries(1000),
  })('calls that are independent can be swapped', (files, before, first, second) => {
    if (depend(first, second)) return;
    const run = (...calls: readonly SyncCall[]) => {
      vi.setSystemTime(1_700_000_000_000);
      const fs = make(files);
      for (const call of before) outcomeOf(fs, call);
      vi.setSystemTime(1_700_000_009_000);
      const outcomes = new Map(calls.map((call) => [call, outcomeOf(fs, call)]));
      return { first: outcomes.get(first), second: outcomes.get(second), all: contentsOf(fs) };
    };
    expect(run(second, first)).toEqual(run(first, second));
  });

  one('calls with different files are independent, and readers of one file', () => {
    const call = (name: SyncCall['name'], ...args: readonly unknown[]) => ({ name, args });
    const read = call('readFile', '/d/one');
    expect(depend(read, call('readFile', '/d/one'))).toBe(false);
    expect(depend(read, call('writeFile', '/d/two'))).toBe(false);
    expect(depend(read, call('writeFile', '/d/one'))).toBe(true);
    expect(depend(read, call('rename', '/d', '/e'))).toBe(true);
    expect(depend(read, call('rm', '/d', { recursive: true }))).toBe(true);
    expect(depend(call('mkdir', '/d/three'), call('readdir', '/d'))).toBe(true);
    expect(depend(call('mkdir', '/d/three'), call('rmdir', '/d'))).toBe(true);
    expect(depend(read, call('read', 3))).toBe(true);
  });
});

/** Whether the footprints of two calls conflict. */
function depend(one: SyncCall, other: SyncCall): boolean {
  const [a, b] = [one, other].map(({ name, args }) => footprintOf(name)(...args));
  if (a === undefined || b === undefined) return true;
  const conflict = (writes: readonly string[], keys: readonly string[]) =>
    writes.some((key) => keys.includes(key));
  return (
    conflict(a.writes, [...b.reads, ...b.writes]) || conflict(b.writes, [...a.reads, ...a.writes])
  );
}

describe('the file system', () => {
  test.prop([anyFiles, fc.array(anyCall, { minLength: 1, maxLength: 12 })], {
    numRuns: tries(100),
  })('answers as the real one', (files, calls) => {
    const below = realFs.mkdtempSync(join(realFs.realpathSync(tmpdir()), 'allways-fs-'));
    try {
      const memory = make();
      memory.mkdirSync(below, { recursive: true });
      for (const fs of [realFs, memory]) {
        for (const [path, content] of Object.entries(files)) {
          const isDirectory = content === null;
          const at = below + path;
          fs.mkdirSync(isDirectory ? at : join(at, '..'), { recursive: true });
          if (!isDirectory) fs.writeFileSync(at, content);
        }
      }
      for (const call of calls) {
        const there = callBelow(below, call);
        const outcome = (fs: FileSystem) => agreedOn(below, outcomeOf(fs, there));
        expect({ call, outcome: outcome(memory) }).toEqual({ call, outcome: outcome(realFs) });
      }
    } finally {
      realFs.rmSync(below, { recursive: true });
    }
  });

  one('gives the lowest descriptor that is free, as the real one', () => {
    const fs = make({ '/a': 'text' });
    expect([fs.openSync('/a', 'r'), fs.openSync('/a', 'r')]).toEqual([3, 4]);
    fs.closeSync(3);
    expect(fs.openSync('/a', 'r')).toBe(3);
    expect(() => fs.closeSync(7)).toThrow('EBADF');
  });
});
