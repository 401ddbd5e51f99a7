import type { Style } from '../report/text/style.js';

/** The surroundings of a command: where it runs, and where it prints. */
export interface Host {
  /** The working directory. */
  readonly folder: string;
  /** How results look. */
  readonly style: Style;
  /** Writes a result, with a line break, to standard output. */
  readonly print: (text: string) => void;
  /** Writes a message that is not a result, with a line break, to standard error. */
  readonly complain: (text: string) => void;
  /** Whether a terminal shows progress on standard error. */
  readonly watchesProgress: boolean;
  /** Ends what is running. The command then prints what it found so far. */
  readonly signal: AbortSignal;
  /** Aborted if the reader of the results closes them. Then `--watch` ends; other commands still say their exit code. */
  readonly unread?: AbortSignal;
}
