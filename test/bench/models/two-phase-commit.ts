/** Two-phase commit as the classics have it; here so that the other files need not know where. */
export { consistent, twoPhaseCommit } from '../../../models/classics/two-phase-commit.js';
