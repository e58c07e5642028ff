/** Ends a switch over a closed union: a member that was forgotten does not compile. */
export function exhaustive(value: never): never {
  throw new Error(`a case of a closed union was not handled: ${JSON.stringify(value)}`);
}
