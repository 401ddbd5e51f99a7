/** A version 4 UUID from a source of random numbers. */
export function uuidFrom(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (sign) => {
    const digit = Math.floor(random() * 16);
    return (sign === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
