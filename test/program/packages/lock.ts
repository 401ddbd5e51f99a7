/** Processes that guard a file with a lock: proper-lockfile, and a fork of it. */
import { setTimeout } from 'node:timers/promises';
import { defineProgram, type FileSystem, type Io } from 'allways';
import { loadAnew } from './anew.js';

/** The part of both packages that is used here. */
interface Lockfile {
  lock: (
    file: string,
    options: { readonly fs: FileSystem; readonly realpath: false },
  ) => Promise<() => Promise<void>>;
}

/** Which processes are between their lock and its release. */
class Holders {
  readonly #names = new Set<string>();

  enter(name: string): void {
    this.#names.add(name);
  }

  leave(name: string): void {
    this.#names.delete(name);
  }

  names(): readonly string[] {
    return [...this.#names].sort();
  }
}

/** The processes find a lock that another one left behind long ago. Each tries once to get it. */
export function staleLock(
  name: 'proper-lockfile' | '@bybrave/proper-lockfile2',
  processes: number,
) {
  interface World {
    readonly fs: FileSystem;
    readonly holders: Holders;
  }
  const worker =
    (me: string) =>
    ({ fs, holders }: World) => {
      // The hook for the exit of the process is that of the checker's process.
      const { lock } = loadAnew(name, { 'signal-exit': () => undefined }) as Lockfile;
      return {
        work: async () => {
          const release = await lock('/report', { fs: { ...fs }, realpath: false }).catch(
            () => undefined,
          );
          if (release === undefined) return;
          holders.enter(me);
          await setTimeout(1_000);
          holders.leave(me);
          await release().catch(() => undefined);
        },
      };
    };
  const names = Array.from({ length: processes }, (_, index) => `process ${index + 1}`);
  const workers = Object.fromEntries(names.map((one) => [one, worker(one)]));
  return defineProgram({
    name: 'stale lock',
    start: (io: Io): World => {
      const fs = io.fs({ '/report': '', '/report.lock': null });
      fs.utimesSync('/report.lock', 0, 0);
      const holders = io.service('holders', new Holders(), {}, { immediate: ['enter', 'leave'] });
      return { fs, holders };
    },
    processes: workers,
    state: ({ holders }) => ({ holders: holders.names() }),
    time: 'instant replies',
  });
}
