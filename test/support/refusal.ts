import { ModelError } from 'allways';

/** The message of the error with which something is refused. */
export async function refusalOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}
