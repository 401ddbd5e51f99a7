/** What the terminal shows if a command takes longer than two seconds. */
import wrapAnsi from 'wrap-ansi';
import { visible } from '../validation/visible.js';
import { counted, formatNumber } from '../report/text/format.js';
import { describeGrowth } from '../report/text/growth.js';
import { terminalStyle, type Style } from '../report/text/style.js';
import type { Growth, Progress } from '../search/common/outcome.js';
import type { Host } from './host.js';

/**
 * Does work that may take long, and shows its progress.
 *
 * @param work - The work. It is given a function that shows a text in place of the one before.
 */
export async function withProgress<Result>(
  { watchesProgress }: Host,
  work: (show: (text: string) => void) => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  let shown: Promise<Shown> | undefined;
  try {
    return await work((text) => {
      if (!watchesProgress || performance.now() - started < 2000) return;
      shown = shown === undefined ? show(text) : shown.then((one) => one.say(text));
    });
  } finally {
    (await shown)?.end();
  }
}

/** A text that the terminal shows. */
interface Shown {
  /** Shows another text in its place. */
  readonly say: (text: string) => Shown;
  /** Takes it away. */
  readonly end: () => void;
}

/** Shows a text. Loads the spinner only when it is needed, because loading it takes longer than most searches. */
async function show(text: string): Promise<Shown> {
  const { default: ora } = await import('ora');
  const spinner = ora({ text, discardStdin: false });
  const { stderr } = process;
  // In a terminal without a width each line would have no end.
  const startOrStop = () => {
    if (stderr.columns === 0) spinner.stop();
    else if (!spinner.isSpinning) spinner.start();
  };
  startOrStop();
  stderr.on('resize', startOrStop);
  const shown: Shown = {
    say(other) {
      spinner.text = other;
      return shown;
    },
    end() {
      stderr.off('resize', startOrStop);
      spinner.stop();
    },
  };
  return shown;
}

/**
 * How far a search has come, in a line: states of a model, or runs of a program. A second line names the two parts of the states that grow
 * fastest, if any part keeps growing.
 *
 * @param what - What is searched.
 * @param style - How wide the second line may be; as wide as the terminal if absent.
 */
export function describeProgress(
  what: string,
  { distinct, generated, depth, frontier, runs, growth = [] }: Progress,
  style: Style = terminalStyle(process.stderr),
): string {
  if (runs !== undefined) {
    return `${visible(what)}: ${counted(runs, 'run')}, ${counted(generated, 'event')}, ${counted(distinct, 'state')}`;
  }
  const counts = `${visible(what)}: ${formatNumber(distinct)} states, depth ${formatNumber(depth)}, ${formatNumber(frontier)} to expand`;
  return growth.length === 0 ? counts : `${counts}\n${growing(growth, style)}`;
}

/** The parts that grow fastest, in a line: two if they fit, else one, cut if it is too long. */
function growing(growth: readonly Growth[], { columns, symbols }: Style): string {
  // Below the text of the first line, which follows the spinner.
  const start = '  still growing: ';
  const line = (parts: number) => start + describeGrowth(growth.slice(0, parts));
  const cut = (text: string, width: number) =>
    wrapAnsi(text, width, { hard: true, wordWrap: false, trim: false }).split('\n')[0] ?? '';
  const fits = [2, 1].map(line).find((text) => cut(text, columns) === text);
  return fits ?? `${cut(line(1), columns - symbols.ellipsis.length)}${symbols.ellipsis}`;
}
