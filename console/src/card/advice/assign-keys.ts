/** Units in the order of the advice get the digits 1 to 9 as long as they can be sent. */
export function digitsOf(ids: readonly string[], maySend: (id: string) => boolean): ReadonlyMap<string, number> {
  return new Map(
    ids
      .filter(maySend)
      .slice(0, 9)
      .map((id, index) => [id, index + 1]),
  );
}

/** Meaning of a key after A: the unit of the digit, nothing yet, or the end of waiting for a digit. */
export type ArmedKey = { readonly kind: "assign"; readonly id: string } | { readonly kind: "leave" } | { readonly kind: "wait" };

export function armedKey(code: string, digits: ReadonlyMap<string, number>): ArmedKey {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  if (digit === undefined) return code === "Escape" ? { kind: "leave" } : { kind: "wait" };
  const found = [...digits].find(([, number]) => number === Number(digit));
  return found ? { kind: "assign", id: found[0] } : { kind: "wait" };
}
