import { describeThrown, isModelError, ModelError } from '../../validation/errors.js';
import { StepError } from '../../model/step-error.js';

/**
 * Draws what a user gave, and refuses it in a sentence if it cannot be drawn. A result has many parts, and a user may
 * have built or changed it by hand.
 *
 * @param who - The function that the user called, as the start of a sentence: `report`.
 * @param give - What to give instead, as the end of a sentence.
 * @param draw - Does the work.
 * @throws ModelError if the work throws anything.
 */
export function drawn<Drawing>(who: string, give: string, draw: () => Drawing): Drawing {
  try {
    return draw();
  } catch (error) {
    if (isModelError(error) || error instanceof StepError) throw error;
    const why = describeThrown(error);
    throw new ModelError(`${who} cannot show what it was given (${why}); give ${give}.`, {
      cause: error,
    });
  }
}
