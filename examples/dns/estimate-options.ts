/** The options of `estimate.ts`, read from the command line. */
import { parseArgs } from 'node:util';

const help = `How often is the DNS record emptied, if one enactor is slow now and then?

  node --import tsx examples/dns/estimate.ts [--runs <number>] [--seed <number>]

  --runs <number>  runs for each slowness; other questions take a part of it (default: 200,000)
  --seed <number>  the same seed gives the same answers (default: 1)
  --help           show this`;

/** Ends the program with one sentence about how to call it. */
function refuse(says: string): never {
  process.stderr.write(`${says}\n`);
  process.exit(3);
}

function options() {
  try {
    return parseArgs({
      options: { runs: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    // The first sentence says what is wrong. The others guess what the user meant.
    const [says = ''] = String(error instanceof Error ? error.message : error).split(/[.\n]/);
    return refuse(`${says}; there are --runs, --seed and --help.`);
  }
}

function whole(name: string, text: string | undefined, least: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text.replaceAll(/[_,]/g, ''));
  if (text !== '' && Number.isSafeInteger(number) && number >= least) return number;
  return refuse(`--${name} is ${JSON.stringify(text)}; give a whole number from ${least} on.`);
}

const given = options();
if (given.help === true) {
  process.stdout.write(`${help}\n`);
  process.exit();
}
/** Runs for each slowness. */
export const runs = whole('runs', given.runs, 1, 200_000);
/** The seed of the random executions. */
export const seed = whole('seed', given.seed, 0, 1);
