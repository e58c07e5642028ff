const LONGEST = 1_000;
/** `Geolocation: <https://lis.example/abc>;param, <cid:part@host>` (RFC 6442 §4.1): what stands in angle brackets. */
const REFERENCE = /<\s*([!-;=?-~]{1,1000})\s*>/g;

/** The first reference to a place that can be asked for over the web (RFC 6753); null where there is none, or the place came as a body. */
export function locationReference(headers: readonly string[]): string | null {
  for (const header of headers.slice(0, 8)) {
    for (const [, reference = ""] of header.slice(0, 4 * LONGEST).matchAll(REFERENCE)) {
      if (/^https?:\/\//i.test(reference) && URL.canParse(reference)) return reference;
    }
  }
  return null;
}
