/** Fields of a body that name another thing: `unitId`, `cameraId`, and `into` of a merge. */
const NAMES = /(?:^i|I)d$|^into$/;

/** The ids in a body that was taken, for the log of refusals. */
export function namedIn(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== "object" || body === null || body instanceof Uint8Array) return {};
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => NAMES.test(field[0]) && typeof field[1] === "string"),
  );
}
