import type { Answered } from '../common/ask.js';
import { without, type Family } from './families.js';

/** The verdicts on one property, for all sets of switches at once. */
export class FamilyVerdicts {
  /** The sets with which it is violated. */
  violated: Family = 0n;
  /** The sets with which it was reached, if it is something that must be reached. */
  reached: Family = 0n;
  private readonly steps: { readonly family: Family; readonly steps: number }[] = [];

  /** @param open - The sets with which it is not decided yet. */
  constructor(public open: Family) {}

  /** Notes what the property answered with some sets. Sets with which it is decided already are skipped. */
  note(answer: Answered | undefined, family: Family, steps: number): void {
    if (answer === 'reached') this.reach(family, steps);
    else if (answer !== undefined) this.violate(family, steps);
  }

  /** Notes a violation with some sets. Sets with which the property is decided already are skipped. */
  violate(family: Family, steps: number): void {
    this.violated |= this.close(family, steps);
  }

  /** Notes that it was reached with some sets. Sets with which it is decided already are skipped. */
  reach(family: Family, steps: number): void {
    this.reached |= this.close(family, steps);
  }

  /** In how many steps it was decided with a set; undefined if the search has not decided it. */
  stepsWith(bit: Family): number | undefined {
    return this.steps.find(({ family }) => (family & bit) !== 0n)?.steps;
  }

  /** Returns the sets that were open until now. */
  private close(family: Family, steps: number): Family {
    const open = family & this.open;
    if (open === 0n) return open;
    this.open = without(this.open, family);
    this.steps.push({ family: open, steps });
    return open;
  }
}
