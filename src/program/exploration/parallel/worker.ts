/** A thread that helps to explore a program. It loads the program and its properties from their modules. */
import { parentPort } from 'node:worker_threads';
import { describeThrown, isModelError, ModelError } from '../../../validation/errors.js';
import { work } from '../../execution/work.js';
import { alongPath, oneRun } from '../one-run.js';
import { nothingDone, settingOf, type SearchSetting } from '../setting.js';
import { refuseOtherStory } from '../same-runs.js';
import { explorePart } from './explore-part.js';
import { namesOf, definitionIn, propertiesIn, type LoadedModule } from './find-exports.js';
import type { Answer, Begin, Order, Report } from './messages.js';

/** The states that were seen for the first time since the last report. */
let keys: string[] = [];

let setting: SearchSetting<unknown> | undefined;

parentPort?.on('message', (message: Begin | Order) => {
  const answer = 'part' in message ? explore(message) : begin(message);
  answer.then(send, (error: unknown) => {
    const says = isModelError(error) ? error.message : `a thread failed: ${describeThrown(error)}`;
    send({ kind: 'refused', says });
  });
});

const send = (answer: Answer) => parentPort?.postMessage(answer);

/** Loads the program, and executes one run that must be the same as in the other thread. */
async function begin({ modules, program, properties, path, story }: Begin): Promise<Answer> {
  const loaded: LoadedModule[] = [];
  for (const name of modules) loaded.push({ name, exports: await load(name) });
  const definition = definitionIn(loaded, program);
  setting = settingOf(definition, propertiesIn(loaded, properties), {
    onNewState: (key) => keys.push(key),
  });
  const run = await work(setting, oneRun(setting, alongPath(path)));
  try {
    refuseOtherStory(program, { path, story }, run);
  } catch (error) {
    throw new ModelError(
      `check of a program: modules: the program that ${namesOf(loaded)} exports runs otherwise than the one that check was given, or it depends on the thread that it runs in. ${describeThrown(error)}`,
      { cause: error },
    );
  }
  return { kind: 'ready' };
}

async function load(module: string): Promise<LoadedModule['exports']> {
  try {
    return (await import(module)) as LoadedModule['exports'];
  } catch (error) {
    throw new ModelError(
      `check of a program: modules: another thread cannot load ${module}: ${describeThrown(error)}`,
      { cause: error },
    );
  }
}

async function explore({ part, exploration, effort }: Order): Promise<Answer> {
  if (setting === undefined) throw new Error('an order before the program');
  const { findings, judge, done, pairs, delays } = setting;
  const explored = await work(setting, explorePart(setting, exploration, part, effort));
  const report: Report = {
    ...explored,
    done: { ...done, bounds: new Set(done.bounds) },
    findings: [...findings.values()],
    keys,
    asked: [...judge.asked],
    pairs: pairs.takeNew(),
    delays: delays.takeNew(),
  };
  keys = [];
  findings.clear();
  done.bounds.clear();
  const { bounds: _, ...nothing } = nothingDone();
  Object.assign(done, nothing);
  return { kind: 'report', report };
}
