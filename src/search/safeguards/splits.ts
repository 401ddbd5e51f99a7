import { without, type Family } from './families.js';

/** An outcome, and the sets of switches that have it. */
export interface Split<T> {
  readonly family: Family;
  readonly outcome: T;
}

/**
 * Runs code that asks switches, for many sets at once: once for each different sequence of answers.
 *
 * If the current sets agree on a switch, this is the answer. If they do not, the family is split: the run
 * continues with the sets that have the switch, and the others wait for a run of their own, which starts
 * again. The code must be pure. Then the sets that stay together until the end are those that nothing told
 * apart.
 */
export class Splits {
  private current: Family = 0n;
  private readonly waiting: Family[] = [];

  /**
   * Answers a switch.
   *
   * @param having - The sets that have it.
   */
  ask(having: Family): boolean {
    const yes = this.current & having;
    if (yes === 0n) return false;
    if (yes === this.current) return true;
    this.waiting.push(without(this.current, having));
    this.current = yes;
    return true;
  }

  /**
   * Runs something for each set of a family.
   *
   * @returns The outcomes. Each set is in exactly one split.
   */
  run<T>(family: Family, act: () => T): readonly Split<T>[] {
    const splits: Split<T>[] = [];
    this.waiting.push(family);
    for (let next = this.waiting.pop(); next !== undefined; next = this.waiting.pop()) {
      this.current = next;
      const outcome = act();
      splits.push({ family: this.current, outcome });
    }
    return splits;
  }
}
