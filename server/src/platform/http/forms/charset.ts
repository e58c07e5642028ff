/** Thrown if a text is not valid in its charset, or if the charset is unknown. */
export class WrongCharset extends Error {}

/** Charset that a `content-type` or a part of a form declares, without signs that clients write around it; null if it declares none. */
export function charsetOf(type: string): string | null {
  const [, quoted, plain] = /;\s*charset\s*=\s*(?:"([^"]{0,40})"|([^\s;"]{1,40}))/i.exec(type) ?? [];
  const [first = ""] = (quoted ?? plain ?? "").split(",");
  const declared = first.replaceAll("'", "").trim();
  return declared === "" ? null : declared;
}

/** The Encoding Standard's name of a charset; null if it knows none. */
function encodingOf(charset: string): string | null {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return null;
  }
}

/** Charsets that the Encoding Standard does not know and whose texts are bytes of ASCII by chance alone. */
const WIDE_OR_SEVEN_BITS = /(?:utf|ucs)[-_ ]?(?:16|32|2|4|7)/i;
/** Signs that no text of a form has. Those of UTF-16 and of the ISO-2022 family read as UTF-8 have them. */
const CONTROLS = /[^\P{Cc}\t\n\r]/u;

/** Text of valid UTF-8; null for other bytes. */
function strict(bytes: Uint8Array, stream: boolean): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
  } catch {
    return null;
  }
}

/**
 * Text of UTF-8 that another system cut inside its last letter, without that letter; null for other bytes. One byte at the end may be a
 * letter of Latin-1 as well: it is a cut letter only after another letter of several bytes, or with its second byte.
 */
function cut(bytes: Uint8Array, sureBy: "letters" | "bytes"): string | null {
  const text = strict(bytes, true);
  if (text === null) return null;
  const isBegun = sureBy === "bytes" && ((bytes.at(-1) ?? 0) & 0xc0) === 0x80;
  return isBegun || /[^\0-\x7f]/.test(text) ? text : null;
}

/**
 * Decodes bytes by the name of a charset. Text of UTF-8 is often declared as ASCII or Latin-1, or by a name that is none, so these are read
 * as UTF-8 if they are valid in it. Throws `WrongCharset`.
 */
export function decode(bytes: Uint8Array, charset: string): string {
  const encoding = encodingOf(charset);
  // Latin-1 and ASCII are this encoding of the Encoding Standard, in which every text is valid.
  if (encoding === "windows-1252") return strict(bytes, false) ?? cut(bytes, "letters") ?? new TextDecoder(encoding).decode(bytes);
  if (encoding !== null && encoding !== "utf-8") {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      throw new WrongCharset(charset);
    }
  }
  const text = strict(bytes, false) ?? cut(bytes, "bytes");
  const isDoubtful = encoding === null && text !== null && (WIDE_OR_SEVEN_BITS.test(charset) || CONTROLS.test(text));
  if (text === null || isDoubtful) throw new WrongCharset(charset);
  return text;
}

/** The same for a name or value of `application/x-www-form-urlencoded`, whose marks are bytes of ASCII: UTF-16 has none. */
export function decodeEncoded(bytes: Uint8Array, charset: string): string {
  if (encodingOf(charset)?.startsWith("utf-16") === true) throw new WrongCharset(charset);
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
