/** What was given, without what was not: an option that is there and undefined is one that is wrong. */
export function defined<Given extends object>(
  given: Given,
): { [Key in keyof Given]?: NonNullable<Given[Key]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Given]?: NonNullable<Given[Key]>;
  };
}
