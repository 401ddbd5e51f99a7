/**
 * Decides whether it saves time to remember answers.
 *
 * To learn an answer takes as long as to run the model several times. This saves time only if the same question
 * comes again often enough, and at the start of a search every question is new. So learning is an investment: a
 * few answers are learned for nothing; then what was learned must have been paid for by the runs that it saved, and
 * by a small share of the runs that it did not save.
 *
 * What is asked soon after each other is more alike than what is asked at other times. So answers are learned in
 * stretches: a stretch begins once there is enough to spend, and goes on as long as it pays for itself.
 */

/** What the trees of a step, of its choice or of a property cost until now. */
export interface Trial {
  /** How many answers are learned for nothing. */
  readonly free: number;
  /** How many runs it takes to learn one answer. */
  readonly price: number;
  /** How many answers were learned. */
  learned: number;
  /** How many answers the model was run for without learning them. */
  ran: number;
  /** True within a stretch. */
  isLearning: boolean;
}

/**
 * How many runs it takes to learn one answer. To ask a property without learning, the search builds the whole state, so
 * a run takes long in comparison.
 */
const price = 10;
const priceOfAnswer = 3;

/** How many answers are learned for nothing. To learn a choice takes longer, the more choices there are. */
const free = 512;
const freeChoices = 128;

/** The share of the other runs that learning may cost in addition. */
const share = 1 / 4;

/** A stretch has at least so many answers; with more runs, one for so many of them. */
const shortest = 48;
const density = 128;

/** After so many runs that were not saved, what was learned must have paid for half of its price. */
const patience = 2 ** 13;

/** Begins for the actions of a step. */
export const newTrial = (): Trial => ({ free, price, learned: 0, ran: 0, isLearning: true });

/** Begins for a property. */
export const newAnswerTrial = (): Trial => ({ ...newTrial(), price: priceOfAnswer });

/** Begins for the choice of a step. */
export const newChoiceTrial = (): Trial => ({ ...newTrial(), free: freeChoices });

/** How many runs a tree saved if it was asked so often. */
export function savedOf({ learned, ran }: Trial, asked: number): number {
  return Math.max(0, asked - learned - ran);
}

/**
 * Whether the next answer may be learned.
 *
 * @param saved - How many runs the trees saved until now.
 */
export function mayLearn(trial: Trial, saved: number): boolean {
  const { learned, ran, isLearning, price: each } = trial;
  const left = saved + ran * share + (trial.free - learned) * each;
  const least = isLearning ? 0 : Math.max(shortest, ran / density) * each;
  trial.isLearning = left > least;
  return trial.isLearning;
}

/** Whether it does not save time: then it is not even asked what was learned. */
export function isUseless({ learned, ran, price: each }: Trial, saved: number): boolean {
  return ran + learned >= patience && saved * 2 < learned * each;
}
