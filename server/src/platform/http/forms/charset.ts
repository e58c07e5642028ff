/** Thrown if a text is not valid in its charset, or if the charset is unknown. */
export class WrongCharset extends Error {}

/** Charset that a `content-type` or a part of a form declares; null if it declares none. */
export function charsetOf(type: string): string | null {
  const [, quoted, plain] = /; *charset *= *(?:"([^"]{0,40})"|([^\s;"]{1,40}))/i.exec(type) ?? [];
  const declared = (quoted ?? plain ?? "").trim();
  return declared === "" ? null : declared;
}

/** Decodes bytes by the name of a charset, as the Encoding Standard knows it. Throws `WrongCharset`. */
export function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new WrongCharset(charset);
  }
}

/** The same for a name or value of `application/x-www-form-urlencoded`, whose marks are bytes of ASCII: UTF-16 has none. */
export function decodeEncoded(bytes: Uint8Array, charset: string): string {
  if (/^utf-16|^ucs-2|^unicode/i.test(charset)) throw new WrongCharset(charset);
  return decode(bytes, charset);
}

const [PERCENT, PLUS, AMPERSAND, EQUALS, SPACE] = [0x25, 0x2b, 0x26, 0x3d, 0x20];

const hexAt = (bytes: Uint8Array, at: number): number => {
  const digits = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0);
  return /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : -1;
};

/** Bytes of a name or value without its escapes. A percent sign that begins none stands for itself, as in `URLSearchParams`. */
function unescaped(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const escaped = byte === PERCENT ? hexAt(bytes, at + 1) : -1;
    plain[length++] = escaped >= 0 ? escaped : byte === PLUS ? SPACE : byte;
    if (escaped >= 0) at += 2;
  }
  return plain.subarray(0, length);
}

/** Name and value of each field of `application/x-www-form-urlencoded`, in bytes: their charset may be told by a field. */
export function* encodedPairs(body: Uint8Array): Generator<readonly [Uint8Array, Uint8Array]> {
  for (let begin = 0; begin < body.length;) {
    const found = body.indexOf(AMPERSAND, begin);
    const pair = body.subarray(begin, found === -1 ? body.length : found);
    begin += pair.length + 1;
    if (pair.length === 0) continue;
    const equals = pair.indexOf(EQUALS);
    yield [
      unescaped(equals === -1 ? pair : pair.subarray(0, equals)),
      unescaped(equals === -1 ? new Uint8Array() : pair.subarray(equals + 1)),
    ];
  }
}
