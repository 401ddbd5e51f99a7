/**
 * A thread that says what the command is busy with while the command does not answer.
 *
 * The main thread counts up a number as long as it answers. If it does not, and `allways.js` asks by the pipe, this
 * thread stops the main thread for a moment, as a debugger does, and asks it which code of the user runs. The answer
 * goes back by the pipe, a line of JSON: `{ what, seconds, isOutOfMemory }`. This thread also asks if the main thread
 * has been silent for some seconds, or takes much memory meanwhile.
 *
 * The main thread cannot be stopped in a long call of a built-in function, such as `fill`, and Node may end before it
 * has answered if memory runs out. So while the main thread is silent, the note that it wrote goes to the pipe at each
 * turn: `{ noted, seconds }`. The note names the code without its state, and is the answer if no other comes.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import process from 'node:process';
import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';

/** How often this thread looks, in milliseconds. */
const turn = 250;

/** The main thread does not answer if it has not counted for so many turns. */
const late = 3;

/** So many turns after a question, the note is the answer. */
const noAnswer = 3;

/** The main thread is asked by itself if it has not answered for so many turns. */
const long = 28;

/** With this share of the memory taken, the main thread is asked at each turn. */
const much = 0.5;

/** Characters that a terminal may obey, or does not show. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** This share of the memory counts as all: soon after that, Node ends the process. */
const nearlyAll = 0.85;

const { answers, note, pipe, mostMemory, parent } = workerData;
const supervisor = new Socket({ fd: pipe, readable: true, writable: true });
supervisor.on('error', () => {});

let session;
let asked = 0;
let writes = 0;
let noted = null;
let isWanted = false;
let last = 0;
let silent = 0;

supervisor.on('data', () => (isWanted = true));
supervisor.unref();

setInterval(() => {
  // The process that looks after this one is gone.
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  const count = Atomics.load(answers, 0);
  silent = count === last ? silent + 1 : 0;
  last = count;
  lookAtNote();
  if (silent < late) return;
  if (session !== undefined && silent >= asked + noAnswer) hear({ what: noted, memory: 0 });
  const isLarge = process.memoryUsage.rss() > mostMemory * much;
  if (isWanted || isLarge || silent === long) ask();
}, turn);

/** Tells what the note says, if it has stayed the same for a turn while the main thread was silent. */
function lookAtNote() {
  const { counts, text } = note;
  const before = noted;
  const isSame = counts[0] === writes;
  writes = counts[0];
  noted =
    isSame && silent >= late && counts[1] > 0
      ? String.fromCharCode(...text.subarray(0, counts[1])).replace(unseen, '\uFFFD')
      : null;
  if (noted !== null || before !== null) tell({ noted, seconds: inSeconds(silent) });
}

/** Stops the main thread for a moment, and asks it what it does. */
function ask() {
  if (session !== undefined) return;
  asked = silent;
  session = new Session();
  session.connectToMainThread();
  session.post('Debugger.enable');
  session.on('Debugger.paused', ({ params }) => {
    const { callFrameId } = params.callFrames[0];
    const expression = `JSON.stringify(globalThis[Symbol.for('allways: busy with')]())`;
    const question = { callFrameId, expression, returnByValue: true, silent: true };
    session.post('Debugger.evaluateOnCallFrame', question, (error, answer) => {
      // The time of the code was over just now, and that ended the question in its place: see model/supervised.ts.
      if (error !== null) session.post('Runtime.terminateExecution');
      session.disconnect();
      session = undefined;
      if (typeof answer?.result?.value === 'string') hear(JSON.parse(answer.result.value));
    });
  });
  session.post('Debugger.pause');
}

function hear({ what, seconds, memory }) {
  const busy = {
    what: what ?? null,
    seconds: seconds ?? inSeconds(silent),
    isOutOfMemory: memory > mostMemory * nearlyAll,
  };
  tell(busy);
}

function tell(line) {
  supervisor.write(`${JSON.stringify(line)}\n`);
}

const inSeconds = (turns) => (turns * turn) / 1000;
