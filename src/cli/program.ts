/** The commands of the program, with their arguments and flags. */
import { Command, Option } from 'commander';
import { version } from '../validation/copies.js';
import { ModelError } from '../validation/errors.js';
import { auditCommand, type AuditFlags } from './commands/audit.js';
import { checkCommand, type CheckFlags } from './commands/check.js';
import { compareCommand, type CompareFlags } from './commands/compare.js';
import { estimateCommand, type EstimateFlags } from './commands/estimate.js';
import { initCommand } from './commands/init.js';
import { listCommand } from './commands/list.js';
import { replayCommand, type ReplayFlags } from './commands/replay.js';
import { sampleCommand, type SampleFlags } from './commands/sample.js';
import type { FullConfig } from './config.js';
import { worst, type Exit } from './exit.js';
import { findSubjects } from './find-subjects.js';
import { count, countOrNone, group, integer, positive, preference, threads } from './flags.js';
import { durations, evidence, examples, examplesOf, exitCodes } from './help.js';
import type { Host } from './host.js';
import { loadConfig } from './load-config.js';
import { refuseMissingValues } from './missing-values.js';
import {
  fairnessOption,
  htmlOption,
  jsonOption,
  propertyOption,
  setOption,
  withOption,
} from './options.js';
import type { ModelSubject, Subject } from './subject.js';
import { takes } from './takes.js';

/**
 * Makes the program.
 *
 * @param given - The words after `allways`.
 * @param end - Called with the exit code, once the command that the words name has done its work.
 */
export function programOf(
  given: readonly string[],
  host: Host,
  end: (code: Exit) => void,
): Command {
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
    .addHelpText('after', examplesOf('', examples.program) + exitCodes);
  const context = new Context(program, given, host, end);
  for (const add of [
    addCheck,
    addSample,
    addReplay,
    addCompare,
    addEstimate,
    addAudit,
    addList,
    addInit,
  ]) {
    add(context);
  }
  for (const command of [program, ...program.commands]) refuseMissingValues(command);
  return program;
}

/** What the commands share. */
class Context {
  constructor(
    private readonly program: Command,
    readonly given: readonly string[],
    readonly host: Host,
    readonly end: (code: Exit) => void,
  ) {}

  /** Adds a command to the program. */
  add(name: keyof typeof examples, says: string): Command {
    const shown = examplesOf(name, examples[name]);
    return this.program.command(name).description(says).addHelpText('after', shown);
  }

  /** The configuration that the user wants. */
  config(): Promise<FullConfig> {
    return loadConfig(this.program.opts<{ config?: string }>().config, this.host.folder);
  }

  /** The models, systems and programs that the user names. */
  async subjects(wanted: readonly string[], config?: FullConfig): Promise<readonly Subject[]> {
    const { folder, complain } = this.host;
    return findSubjects(wanted, config ?? (await this.config()), folder, complain);
  }

  /**
   * Does the work for all models that a name stands for, one after the other.
   *
   * @throws ModelError if one is a program.
   */
  async ofEach(
    model: string,
    command: (subject: ModelSubject) => Promise<Exit>,
    verb: string,
  ): Promise<void> {
    const codes: Exit[] = [];
    for (const subject of await this.subjects([model])) {
      if (subject.kind === 'program') {
        throw new ModelError(
          `${subject.name} is a program, and ${verb} takes a model; use check or sample.`,
        );
      }
      codes.push(await command(subject));
    }
    this.end(worst(codes));
  }
}

function addCheck(context: Context): void {
  const { host, end, given } = context;
  context
    .add('check', 'explore every interleaving, and say which properties hold')
    .argument('[models...]', 'names, files or folders (default: all)')
    .addOption(withOption())
    .addOption(setOption())
    .addOption(propertyOption())
    .addOption(fairnessOption())
    .option('--states <number>', 'end after so many distinct states', count)
    .option('--depth <number>', 'end at this depth, in states on a path', count)
    .option('--seconds <number>', 'end after so many seconds', positive)
    .option('--runs <number>', 'end a program after so many runs', count)
    .option('--preemptions <number>', 'the most in a run of a program', countOrNone)
    .option('--memory <number>', 'end if the process takes so many megabytes', count)
    .option(
      '--workers <number>',
      'threads that search, or auto; default: auto, for programs 1',
      threads,
    )
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
      const config = await context.config();
      end(
        await checkCommand(
          await context.subjects(models, config),
          flags,
          config.counterexamples,
          host,
        ),
      );
    });
}

function addSample(context: Context): void {
  const { host, end } = context;
  context
    .add('sample', 'try random interleavings with fast-check, and shrink what fails')
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
      end(await sampleCommand(await context.subjects(models), flags, host));
    });
}

function addReplay(context: Context): void {
  const { host, end } = context;
  context
    .add('replay', 'take the steps of recorded counterexamples again')
    .argument('[recordings...]', 'files or folders (default: all recordings)')
    .option('--timeline', 'show each as a timeline')
    .addOption(jsonOption())
    .action(async (paths: string[], flags: ReplayFlags) => {
      const config = await context.config();
      const wanted = paths.length === 0 ? [config.counterexamples] : paths;
      // A recording whose model cannot be loaded must not keep the others from being replayed.
      const all = await findSubjects([], config, host.folder, host.complain, ({ message }) =>
        host.complain(message),
      );
      end(await replayCommand(wanted, all, flags, host));
    });
}

function addCompare(context: Context): void {
  const { host } = context;
  context
    .add('compare', 'decide which sets of safeguards are enough')
    .argument('<model>', 'the name or file of a system')
    .addOption(setOption())
    .addOption(propertyOption())
    .addOption(fairnessOption())
    .option('--at-most <number>', 'only sets of at most so many safeguards', count)
    .option('--seconds <number>', 'end after so many seconds', positive)
    .addOption(htmlOption())
    .addOption(jsonOption())
    .action(async (model: string, flags: CompareFlags) => {
      await context.ofEach(model, (subject) => compareCommand(subject, flags, host), 'compare');
    });
}

function addEstimate(context: Context): void {
  const { host } = context;
  context
    .add('estimate', 'say how often it breaks if steps take time')
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
      await context.ofEach(model, (subject) => estimateCommand(subject, flags, host), 'estimate');
    });
}

function addAudit(context: Context): void {
  const { host } = context;
  context
    .add('audit', 'answer a checklist by what the model shows')
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
      await context.ofEach(model, (subject) => auditCommand(subject, flags, host), 'audit');
    });
}

function addList(context: Context): void {
  const { host, end } = context;
  context
    .add('list', 'show models and programs, and what they have')
    .argument('[models...]', 'names, files or folders (default: all)')
    .addOption(jsonOption())
    .action(async (models: string[], flags: { json?: boolean }) => {
      end(listCommand(await context.subjects(models), flags, host));
    });
}

function addInit(context: Context): void {
  const { host, end } = context;
  context.add('init', 'write a first model, its properties and a test').action(() => {
    end(initCommand(host));
  });
}
