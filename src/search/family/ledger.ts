import { without, type Family } from './families.js';

/** What is known of one property, for all sets of switches at once. */
export class Ledger {
  /** The sets with which it is violated. */
  violated: Family = 0n;
  /** The sets with which it was reached, where it is something to be reached. */
  reached: Family = 0n;
  private readonly steps: { readonly family: Family; readonly steps: number }[] = [];

  /** @param open - The sets with which it is not decided. */
  constructor(public open: Family) {}

  /** It is violated with those of these sets with which it is not decided yet. */
  violate(family: Family, steps: number): void {
    const fresh = family & this.open;
    if (fresh === 0n) return;
    this.violated |= fresh;
    this.close(fresh, steps);
  }

  /** It was reached with those of these sets with which it is not decided yet. */
  reach(family: Family, steps: number): void {
    const fresh = family & this.open;
    if (fresh === 0n) return;
    this.reached |= fresh;
    this.close(fresh, steps);
  }

  /** In how many steps it was decided with a set; undefined where it was not on the way. */
  stepsWith(bit: Family): number | undefined {
    return this.steps.find(({ family }) => (family & bit) !== 0n)?.steps;
  }

  private close(family: Family, steps: number): void {
    this.open = without(this.open, family);
    this.steps.push({ family, steps });
  }
}
