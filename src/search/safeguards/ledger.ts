import { without, type Family } from './families.js';

/** What is known of one property, for all sets of switches at once. */
export class Ledger {
  /** The sets with which it is violated. */
  violated: Family = 0n;
  /** The sets with which it was reached, if it is something that must be reached. */
  reached: Family = 0n;
  private readonly steps: { readonly family: Family; readonly steps: number }[] = [];

  /** @param open - The sets with which it is not decided yet. */
  constructor(public open: Family) {}

  /** Notes a violation with some sets. Sets with which the property is decided already are skipped. */
  violate(family: Family, steps: number): void {
    const fresh = family & this.open;
    if (fresh === 0n) return;
    this.violated |= fresh;
    this.close(fresh, steps);
  }

  /** Notes that it was reached with some sets. Sets with which it is decided already are skipped. */
  reach(family: Family, steps: number): void {
    const fresh = family & this.open;
    if (fresh === 0n) return;
    this.reached |= fresh;
    this.close(fresh, steps);
  }

  /** In how many steps it was decided with a set; undefined if the search has not decided it. */
  stepsWith(bit: Family): number | undefined {
    return this.steps.find(({ family }) => (family & bit) !== 0n)?.steps;
  }

  private close(family: Family, steps: number): void {
    this.open = without(this.open, family);
    this.steps.push({ family, steps });
  }
}
