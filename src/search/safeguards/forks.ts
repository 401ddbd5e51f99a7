import { without, type Family } from './families.js';

/** An outcome, and the sets of switches that have it. */
export interface Branch<T> {
  readonly family: Family;
  readonly outcome: T;
}

/**
 * Runs code that asks switches, for many sets at once: once for each different sequence of answers.
 *
 * If the current sets agree on a switch, this is the answer. If they do not, the run continues with the sets
 * that have the switch, and the others wait for a run of their own, which starts again. The code must be
 * pure. Then the sets that stay together until the end are those that nothing told apart.
 */
export class Forks {
  private atHand: Family = 0n;
  private readonly waiting: Family[] = [];

  /**
   * Answers a switch.
   *
   * @param having - The sets that have it.
   */
  ask(having: Family): boolean {
    const yes = this.atHand & having;
    if (yes === 0n) return false;
    if (yes === this.atHand) return true;
    this.waiting.push(without(this.atHand, having));
    this.atHand = yes;
    return true;
  }

  /**
   * Runs something for each set of a family.
   *
   * @returns The outcomes. Each set is in exactly one branch.
   */
  run<T>(family: Family, act: () => T): readonly Branch<T>[] {
    const branches: Branch<T>[] = [];
    this.waiting.push(family);
    for (let next = this.waiting.pop(); next !== undefined; next = this.waiting.pop()) {
      this.atHand = next;
      const outcome = act();
      branches.push({ family: this.atHand, outcome });
    }
    return branches;
  }
}
