/** Notices work of the platform that goes around io: files, sockets, child processes, real timers. */
import { createHook } from 'node:async_hooks';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../../validation/errors.js';
import { running } from '../run/running.js';
import type { Work } from './turns.js';

/** What the platform calls such work, and what it is. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(FSREQ|FILEHANDLE|STATWATCHER|FSEVENT|DIRHANDLE)/, 'a file'],
  [/^(TCP|TLS|HTTP|HTTP2|UDP|PIPE|SENDWRAP|SHUTDOWNWRAP)/, 'a socket'],
  [/^(GETADDRINFO|GETNAMEINFO|QUERY|DNSCHANNEL)/, 'a name lookup'],
  [/^PROCESS/, 'a child process'],
  [/^(WORKER|MESSAGEPORT)$/, 'a thread'],
  [/^(Timeout|Immediate)$/, 'a real timer, taken before the check began'],
  [/(^ZLIB|REQUEST$|JOB$)/, 'work in another thread'],
];

/** Work that a task began around io. */
interface Outside {
  readonly task: string;
  readonly what: string;
  readonly type: string;
  /** The line of code that began it, if it is known. */
  readonly at: string | undefined;
}

/**
 * Does work of a search, and refuses programs that go around io meanwhile.
 *
 * @throws ModelError that names the task, the kind of work, and the line that began it.
 */
export function* refusingOutside<T>(program: string, work: Work<T>): Work<T> {
  let found: Outside | undefined;
  const hook = createHook({
    init: (_, type) => {
      if (found !== undefined) return;
      const task = running.getStore();
      if (task === undefined) return;
      const what = kinds.find(([pattern]) => pattern.test(type))?.[1];
      if (what === undefined) return;
      found = { task: task.name, what, type, at: lineOfUser(new Error().stack) };
    },
  });
  hook.enable();
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      yield value;
      if (found !== undefined) throw refusal(program, found);
    }
  } finally {
    hook.disable();
  }
}

function refusal(program: string, { task, what, type, at }: Outside): ModelError {
  const where = at === undefined ? '' : `, begun at ${at}`;
  return new ModelError(
    `Program ${JSON.stringify(program)}: ${task} uses ${what} (${type})${where}, which goes around io, so its order cannot be controlled; pass it through io, as with io.service.`,
  );
}

/** The folder of this package, as stacks name it. */
const own = fileURLToPath(new URL('../..', import.meta.url));

/** The first line of a stack that is neither of Node nor of this package, from the working directory. */
function lineOfUser(stack = ''): string | undefined {
  const lines = stack.split('\n').map((line) => line.replaceAll('file://', ''));
  const line = lines.find(
    (one) => /:\d+:\d+/.test(one) && !/node:|internal\//.test(one) && !one.includes(own),
  );
  const [, path] = /\(?([^()\s]+:\d+):\d+\)?$/.exec(line ?? '') ?? [];
  return path === undefined ? undefined : relative(process.cwd(), path);
}
