/** The command `allways`: its options, its help, and its errors. */
import { Command, CommanderError, Option } from 'commander';
import { version } from '../validation/copies.js';
import { describeThrown, isModelError, ModelError } from '../validation/errors.js';
import { cutInside, visibleLines } from '../validation/visible.js';
import { StepError } from '../model/step-error.js';
import { auditCommand, type AuditFlags } from './commands/audit.js';
import { checkCommand, type CheckFlags } from './commands/check.js';
import { compareCommand, type CompareFlags } from './commands/compare.js';
import { estimateCommand, type EstimateFlags } from './commands/estimate.js';
import { initCommand } from './commands/init.js';
import { listCommand } from './commands/list.js';
import { replayCommand, type ReplayFlags } from './commands/replay.js';
import { sampleCommand, type SampleFlags } from './commands/sample.js';
import type { FullConfig } from './config.js';
import { exit, worst, type Exit } from './exit.js';
import { findSubjects } from './find-subjects.js';
import { collect, count, fairness, group, integer, positive, preference } from './flags.js';
import type { Host } from './host.js';
import { loadConfig } from './load-config.js';
import { refuseMissingValues } from './missing-values.js';
import type { Subject } from './subject.js';
import { takes } from './takes.js';

/**
 * Runs the command.
 *
 * @param given - The words after `allways`.
 * @param surroundings - The working directory, and where to print.
 * @returns 0 if all holds, 1 if something is violated, 2 if something is undecided, 3 for wrong use and
 *   for a model without properties; one sentence on standard error says what is wrong.
 * @example
 * process.exitCode = await run(['check', 'dns'], host);
 */
export async function run(given: readonly string[], surroundings: Host): Promise<Exit> {
  const host: Host = {
    ...surroundings,
    complain: (text) => surroundings.complain(inShortLines(visibleLines(text))),
  };
  let code: Exit = exit.holds;
  const program = commands(given, host, (found) => (code = found));
  const [word, about] = given;
  const isUnknown = about !== undefined && !program.commands.some((one) => one.name() === about);
  try {
    if (word === 'help' && isUnknown) {
      program.error(`There is no command ${JSON.stringify(about)}; allways help shows all.`);
    }
    await program.parseAsync(given, { from: 'user' });
    return code;
  } catch (error) {
    // The user asked for help or the version: no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.holds : exit.wrongUse;
    // Show an unexpected error with its stack: it is a bug of a model or of the command.
    const isForeseen = isModelError(error) || error instanceof StepError;
    host.complain(isForeseen ? error.message : stackOf(error));
    return exit.wrongUse;
  }
}

/** The most characters of a line of a message. Whatever it quotes, such as a word of the command line, may be of any size. */
const longestLine = 2000;

const inShortLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => cutInside(line, longestLine))
    .join('\n');

function stackOf(error: unknown): string {
  return error instanceof Error && error.stack !== undefined ? error.stack : describeThrown(error);
}

function commands(given: readonly string[], host: Host, end: (code: Exit) => void): Command {
  const program = new Command('allways')
    .description('Explore all ways; check always: a model checker for TypeScript.')
    .version(version, '-v, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .option('-c, --config <file>', 'the configuration (default: allways.config.ts, if it exists)')
    .configureOutput({
      writeOut: (text) => host.print(text.trimEnd()),
      writeErr: (text) => host.complain(text.trimEnd().replace(/^error: /, '')),
      getOutHelpWidth: () => host.style.columns,
    })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', examples('', programExamples) + exitCodes);

  const configured = () => loadConfig(program.opts<{ config?: string }>().config, host.folder);
  const subjects = async (wanted: readonly string[], config?: FullConfig) =>
    findSubjects(wanted, config ?? (await configured()), host.folder, host.complain);

  /** Does the work for all subjects that a name stands for, one after the other. */
  const ofEach = async (model: string, command: (subject: Subject) => Promise<Exit>) => {
    const codes: Exit[] = [];
    for (const subject of await subjects([model])) codes.push(await command(subject));
    return worst(codes);
  };

  add('check', 'explore every interleaving, and say which properties hold', checkExamples)
    .argument('[models...]', 'names, files or folders (default: all)')
    .addOption(withOption())
    .addOption(setOption())
    .addOption(propertyOption())
    .addOption(fairnessOption())
    .option('--states <number>', 'end after so many distinct states', count)
    .option('--depth <number>', 'end at this depth, in states on a path', count)
    .option('--seconds <number>', 'end after so many seconds', positive)
    .option('--memory <number>', 'end if the process takes so many megabytes', count)
    .option('--workers <number>', 'threads that search', count)
    .option('--symmetric <names>', 'names that are interchangeable: a,b,c', group)
    .option(
      '--counterexamples <number>',
      'show up to so many for each property, of different kinds',
      count,
    )
    .option(
      '--prefer <which>',
      'fewest-switches: of the shortest, the one that changes actor least',
      preference,
    )
    .option('--coverage', 'show how often each step can be taken')
    .option('--watch', 'check again whenever a module is saved, and show what changed')
    .option('--record', 'record each counterexample for replay')
    .addOption(htmlOption())
    .option('--mermaid <file>', 'write the first counterexample as a sequence diagram')
    .option('--itf <file>', 'write it in the Informal Trace Format')
    .option('--junit <file>', 'write all verdicts as JUnit XML')
    .addOption(jsonOption())
    .action(async (models: string[], flags: CheckFlags & { watch?: boolean }) => {
      if (flags.watch === true) {
        if (flags.json === true) {
          throw new ModelError(
            '--watch shows what changed to people; leave out --watch or --json.',
          );
        }
        const words = given.filter(
          (word, at) => at !== given.indexOf('check') && word !== '--watch',
        );
        // Load the file watcher only for `--watch`.
        const { watchCommand } = await import('./commands/watch.js');
        return end(await watchCommand(words, host));
      }
      const config = await configured();
      end(await checkCommand(await subjects(models, config), flags, config.counterexamples, host));
    });

  add('sample', 'try random interleavings with fast-check, and shrink what fails', sampleExamples)
    .argument('<models...>', 'names, files or folders')
    .addOption(withOption())
    .addOption(setOption())
    .addOption(propertyOption())
    .option('--seed <number>', 'the same seed gives the same runs', integer)
    .option('--path <path>', 'find one counterexample again, with its seed')
    .option('--runs <number>', 'how many runs', count)
    .option('--steps <number>', 'the most steps of a run', count)
    .addOption(new Option('--schedule <kind>', 'how steps are chosen').choices(['uniform', 'pct']))
    .option('--seconds <number>', 'end after so many seconds', positive)
    .addOption(jsonOption())
    .action(async (models: string[], flags: SampleFlags) => {
      end(await sampleCommand(await subjects(models), flags, host));
    });

  add('replay', 'take the steps of recorded counterexamples again', replayExamples)
    .argument('[recordings...]', 'files or folders (default: all recordings)')
    .option('--timeline', 'show each as a timeline')
    .addOption(jsonOption())
    .action(async (paths: string[], flags: ReplayFlags) => {
      const config = await configured();
      const wanted = paths.length === 0 ? [config.counterexamples] : paths;
      // A recording whose model cannot be loaded must not keep the others from being replayed.
      const all = await findSubjects([], config, host.folder, host.complain, ({ message }) =>
        host.complain(message),
      );
      end(await replayCommand(wanted, all, flags, host));
    });

  add('compare', 'decide which sets of safeguards are enough', compareExamples)
    .argument('<model>', 'the name or file of a system')
    .addOption(setOption())
    .addOption(propertyOption())
    .addOption(fairnessOption())
    .option('--at-most <number>', 'only sets of at most so many safeguards', count)
    .option('--seconds <number>', 'end after so many seconds', positive)
    .addOption(htmlOption())
    .addOption(jsonOption())
    .action(async (model: string, flags: CompareFlags) => {
      end(await ofEach(model, (subject) => compareCommand(subject, flags, host)));
    });

  add('estimate', 'say how often it breaks if steps take time', estimateExamples)
    .argument('<model>', 'the name or file of a model')
    .addOption(withOption())
    .addOption(setOption())
    .addOption(propertyOption())
    .option('-t, --takes <step=time>', 'how long a step takes, in seconds; see below', takes)
    .option('--runs <number>', 'how many runs', count)
    .option(
      '--steps <number>',
      'a run ends after so many steps (default: 10,000 if there is no --time)',
      count,
    )
    .option('--time <seconds>', 'a run ends after so many seconds of its own time', positive)
    .option('--per <step>', 'count by this step, as in "1 in 1,000 writes"')
    .option('--seed <number>', 'the same seed gives the same result', integer)
    .addOption(jsonOption())
    .addHelpText('after', durations)
    .action(async (model: string, flags: EstimateFlags) => {
      end(await ofEach(model, (subject) => estimateCommand(subject, flags, host)));
    });

  add('audit', 'answer a checklist by what the model shows', auditExamples)
    .argument('<model>', 'the name or file of a model')
    .addOption(withOption())
    .addOption(setOption())
    .addOption(propertyOption())
    .addOption(fairnessOption())
    .option('--states <number>', 'end each search after so many distinct states', count)
    .option('--seconds <number>', 'end each search after so many seconds', positive)
    .option('--how', 'show the counterexamples')
    .addOption(jsonOption())
    .addHelpText('after', evidence)
    .action(async (model: string, flags: AuditFlags) => {
      end(await ofEach(model, (subject) => auditCommand(subject, flags, host)));
    });

  add('list', 'show models, their safeguards, parameters and properties', listExamples)
    .argument('[models...]', 'names, files or folders (default: all)')
    .addOption(jsonOption())
    .action(async (models: string[], flags: { json?: boolean }) => {
      end(listCommand(await subjects(models), flags, host));
    });

  add('init', 'write a first model, its properties and a test', initExamples).action(() => {
    end(initCommand(host));
  });

  for (const command of [program, ...program.commands]) refuseMissingValues(command);
  return program;

  function add(name: string, says: string, shown: readonly string[]): Command {
    return program.command(name).description(says).addHelpText('after', examples(name, shown));
  }
}

const withOption = () =>
  new Option('-w, --with <safeguards>', 'switch these on: a,b; or all, or none').argParser(collect);
const setOption = () =>
  new Option('-s, --set <parameters>', 'set parameters: name=value,…').argParser(collect);
const propertyOption = () =>
  new Option(
    '-p, --property <name>',
    'only the properties with this text in their names',
  ).argParser(collect);
const fairnessOption = () =>
  new Option(
    '-f, --fairness <kind>',
    'who keeps running: weak, strong or none; weak:planner for one',
  ).argParser(fairness);
const htmlOption = () => new Option('--html <file>', 'write a page to step through in a browser');
const jsonOption = () => new Option('--json', 'print the result as JSON');

const exitCodes = `
Exit codes: 0 everything holds, 1 something is violated, 2 something is
undecided, 3 invalid usage or a model without properties. Models are in models/,
and their properties in properties/, in files of the same names;
allways.config.ts can name other folders.`;

function examples(command: string, lines: readonly string[]): string {
  const shown = lines.map((line) => `  $ allways ${command === '' ? '' : `${command} `}${line}`);
  return ['', 'Examples:', ...shown, ''].join('\n');
}

const programExamples = [
  'init                      a first model, its properties and a test',
  'check                     check all models in models/',
  'check dns --with fencing  one, with a safeguard on',
  'compare dns               which safeguards are enough?',
];
const checkExamples = [
  'dns                          by name, with its properties',
  'dns --with stateCheck,fencing --set plans=4',
  'dns --property "never empty" only this one',
  'src/account.ts               a file, with the properties in it',
  'dns --fairness weak          every actor keeps running',
  'dns --counterexamples 3      also other ways to violate it',
  'dns --html dns.html          a page for the browser',
  'dns --states 1000000 --seconds 60 --workers 2',
];
const sampleExamples = ['dns --seed 7 --runs 10000', 'dns --schedule pct --steps 200'];
const replayExamples = [
  '                             all recordings',
  'test/counterexamples/dns     the recordings in a folder',
  'test/counterexamples/dns/dns-is-never-empty.json',
];
const compareExamples = ['dns', 'dns --property "never empty" --set plans=4'];
const estimateExamples = [
  'till --takes "*=exponential(60)"',
  'till -t "*=2" -t "cashier 1.putIn=logNormal(2,300)"',
];
const auditExamples = ['dns --with stateCheck,fencing --set crashes'];
const evidence = `
The evidence for each question is the default export of
properties/<model>-audit.ts. Without that file, only the search answers.
`;
const initExamples = [''];
const durations = `
Name a step as actor.step, *.step, actor, or *; the first of these that you give
counts. A time is a number of seconds, or one of
  fixed(2)  uniform(1,3)  exponential(mean)  logNormal(median,p99)
  empirical(1.9,2.1,14)  never
`;
const listExamples = ['', 'dns'];
