/** A module in the folder of models that holds none. */
export const names = ['one', 'other'];
