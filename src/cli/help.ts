/** The texts below the help of the commands. */

/** What the exit codes mean. */
export const exitCodes = `
Exit codes: 0 everything holds, 1 something is violated, 2 something is
undecided, 3 invalid usage or a model without properties. Models are in models/,
and their properties in properties/, in files of the same names;
allways.config.ts can name other folders.`;

/** The examples below the help of a command; `command` is empty for the help of the program. */
export function examplesOf(command: string, lines: readonly string[]): string {
  const shown = lines.map((line) => `  $ allways ${command === '' ? '' : `${command} `}${line}`);
  return ['', 'Examples:', ...shown, ''].join('\n');
}

/** Names the file with the evidence for an audit. */
export const evidence = `
The evidence for each question is the default export of
properties/<model>-audit.ts. Without that file, only the search answers.
`;
/** How the user writes durations. */
export const durations = `
Name a step as actor.step, *.step, actor, or *; the first of these that you give
counts. A time is a number of seconds, or one of
  fixed(2)  uniform(1,3)  exponential(mean)  logNormal(median,p99)
  empirical(1.9,2.1,14)  never
`;

/** The examples of each command, and of the program. */
export const examples = {
  program: [
    'init                      a first model, its properties and a test',
    'check                     check all models in models/',
    'check dns --with fencing  one, with a safeguard on',
    'check transfer            a program: every interleaving of real code',
    'compare dns               which safeguards are enough?',
  ],
  check: [
    'dns                          by name, with its properties',
    'dns --with stateCheck,fencing --set plans=4',
    'dns --property "never empty" only this one',
    'src/account.ts               a file, with the properties in it',
    'dns --fairness weak          every actor keeps running',
    'dns --counterexamples 3      also other ways to violate it',
    'dns --html dns.html          a page for the browser',
    'dns --states 1000000 --seconds 60 --workers 2',
    'transfer --preemptions 2     a program',
  ],
  sample: ['dns --seed 7 --runs 10000', 'dns --schedule pct --steps 200'],
  replay: [
    '                             all recordings',
    'test/counterexamples/dns     the recordings in a folder',
    'test/counterexamples/dns/dns-is-never-empty.json',
  ],
  compare: ['dns', 'dns --property "never empty" --set plans=4'],
  estimate: [
    'till --takes "*=exponential(60)"',
    'till -t "*=2" -t "cashier 1.putIn=logNormal(2,300)"',
  ],
  audit: ['dns --with stateCheck,fencing --set crashes'],
  init: [''],
  list: ['', 'dns'],
};
