/**
 * What to ask about a system in which several actors change the same things. "Yes" is the good answer to
 * each question.
 */
export const checklist = {
  Cleanup: {
    sparesInUse: 'Does cleanup spare everything that is in use?',
    looksBeyondAge: 'Does cleanup look at more than how old a thing is?',
    waitsFirst: 'Does cleanup wait a while before it deletes?',
    marksFirst: 'Does cleanup mark a thing first, so that it can still be kept?',
    canBeStopped: 'Can people stop cleanup at any moment?',
  },
  'State tracking': {
    inFlight: 'Is what is under way told apart from what is done?',
    usersKnown: 'Can it be told at any time whether a thing is in use?',
    changesTraced: 'Does each change of state tell which operation it is part of?',
    timelineKept: 'Can it be told afterwards who did what, in which order?',
  },
  'Concurrency control': {
    versioned: 'Does a version or a fencing token guard each write?',
    staleRefused: 'Is an operation refused once it is out of date?',
    overlapSeen: 'Is it noticed when one operation cuts in on another?',
    checkedAtOnce: 'Are check and act one step, or done under a lock?',
  },
  Testing: {
    delaysTried: 'Was each actor held up at each point while others went on?',
    ordersTried: 'Was it tried that what begins first ends last?',
    peopleTried: 'Was it tried that people step in while automation runs?',
    faultsTried: 'Were crashes and failures tried, wherever they can happen?',
    allStepsTaken: 'Was each step of the model taken?',
    nothingVacuous: 'Was each property put to the test?',
  },
  Observability: {
    badStateSeen: 'Is a bad state noticed, and no good one taken for bad?',
    badChangeSeen: 'Does a change that must not happen raise an alarm?',
    followedThrough: 'Can one operation be followed through the whole system?',
    slownessSeen: 'Is it noticed when an operation takes too long?',
  },
} as const;

type Checklist = typeof checklist;

/** The name of a question. */
export type QuestionId = { [Group in keyof Checklist]: keyof Checklist[Group] }[keyof Checklist];

const own = ['delaysTried', 'allStepsTaken', 'nothingVacuous'] as const satisfies QuestionId[];

/** A question that a search answers itself, even if there is no other evidence. */
export type OwnQuestion = (typeof own)[number];

/** Whether a search answers a question itself. */
export function isOwnQuestion(id: QuestionId): id is OwnQuestion {
  return own.some((one) => one === id);
}

/** The names of all questions, in order. */
export const questionIds: readonly string[] = Object.values(checklist).flatMap((questions) =>
  Object.keys(questions),
);
