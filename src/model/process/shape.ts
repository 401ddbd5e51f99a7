/** What is known of a process before it runs. */

/** What the blocks of a process have in common. */
export interface Shape {
  readonly name: string;
  /** The labels of the process itself; the first is where it starts. */
  readonly labels: readonly string[];
  /** The procedures that it can call: their labels and their locals. */
  readonly procedures: ReadonlyMap<string, ProcedureShape>;
  /** What it has in the state at the start, apart from the stack. */
  readonly start: Readonly<Record<string, unknown>>;
  readonly repeat: boolean;
  /** How many calls may be open at one time. */
  readonly depth: number;
}

/** What is known of a procedure. */
export interface ProcedureShape {
  readonly labels: readonly string[];
  readonly local: Readonly<Record<string, unknown>>;
}

/** The label as it stands in the state: a label of a procedure has the name of the procedure before it. */
export const placeOf = (label: string, procedure: string | undefined): string =>
  procedure === undefined ? label : `${procedure}.${label}`;

/** The name of a block: its label, and the procedure that it is in. */
export interface BlockName {
  readonly label: string;
  readonly procedure: string | undefined;
}
