/** An option of a command line as a whole number. @throws Error naming the option and its bounds. */
export function wholeNumber(text: string, name: string, [least, most]: readonly [number, number]): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new Error(`${name} must be a whole number from ${String(least)} to ${String(most)}.`);
  return number;
}
