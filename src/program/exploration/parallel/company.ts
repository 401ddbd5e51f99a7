/** The threads that help with one search. They start only if it is long: a thread takes about a second to load a program. */
import type { DepthFirst } from '../depth-first.js';
import type { Explored } from '../exploration.js';
import type { OneRun } from '../one-run.js';
import { wholeSearch } from '../part.js';
import type { Setting } from '../setting.js';
import type { Work } from '../../execution/turns.js';
import { exploreTogether } from './explore-together.js';
import { startCrew, type Crew } from './threads.js';

/** Threads that help with a long search. */
export interface Help {
  /** How many help. */
  readonly threads: number;
  /** The addresses of the modules from which they load the program and its properties. */
  readonly modules: readonly string[];
  /** They start after so many runs. */
  readonly after: number;
  /** The most runs of the search. */
  readonly runs: number;
}

/** The threads that help with one search. */
export class Company<State> {
  readonly #setting: Setting<State>;
  readonly #help: Help;
  readonly #first: Pick<OneRun<State>, 'path' | 'story'>;
  #crew: Crew | undefined;

  /** @param first - A run that must be the same in all threads. */
  constructor(
    setting: Setting<State>,
    help: Help,
    { path, story }: Pick<OneRun<State>, 'path' | 'story'>,
  ) {
    this.#setting = setting;
    this.#help = help;
    this.#first = { path, story };
  }

  /** Explores the runs of a search to the end: alone at first, and with the threads if it is long. */
  *explore(search: DepthFirst<State>): Work<Explored> {
    const { done, isOver } = this.#setting;
    const { after, runs } = this.#help;
    const soFar = () => done.runs + done.redundant;
    const first = yield* search.explore(Math.max(0, after - soFar()));
    if (!first.isCut || isOver()) return first;
    const { rest = wholeSearch } = search.leave(true, false);
    const helped = { crew: this.#start(), runs: runs - soFar() };
    const { isCut, isBounded } = yield* exploreTogether(
      this.#setting,
      search.exploration,
      rest,
      helped,
    );
    return { isCut, isBounded: isBounded || first.isBounded };
  }

  /** Ends the threads, if they were started. */
  close(): Promise<void> | undefined {
    return this.#crew?.close();
  }

  #start(): Crew {
    const { judge, definition } = this.#setting;
    return (this.#crew ??= startCrew(this.#help.threads, {
      modules: this.#help.modules,
      program: definition.name,
      properties: judge.properties.map(({ name, kind }) => ({ name, kind })),
      ...this.#first,
    }));
  }
}
