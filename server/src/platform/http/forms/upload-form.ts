import type { UploadedForm } from "@amaliyat/contract/route";
import type { Readable } from "node:stream";
import { charsetOf, decode, decodeEncoded, encodedPairs, WrongCharset } from "./charset.ts";
import { boundaryOf, readParts } from "./multipart.ts";

const MIB = 1024 * 1024;
/** A form without files: 4,000 letters of Arabic are 24 KB on their way. */
const FIELDS_BYTES = 256 * 1024;
/** A form with files: three pictures of a telephone. */
const FILES_BYTES = 32 * MIB;
/** All forms with files that are read at a time. They lie in memory, and the key of their sender may be their last field. */
const ALL_BYTES = 96 * MIB;
const MOST_FIELDS = 200;

const faulty = (fault: UploadedForm["fault"]): UploadedForm => ({ fields: {}, unread: [], files: [], fault });

/** Removes the characters that the database cannot keep. */
const plain = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** Why the rest of a form is not read. */
class Unread extends Error {
  readonly fault: NonNullable<UploadedForm["fault"]>;

  constructor(fault: NonNullable<UploadedForm["fault"]>) {
    super(fault);
    this.fault = fault;
  }
}

async function bytesOf(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const part of parts) read.push(part);
  return Buffer.concat(read);
}

/** Field in which a form names the charset of its texts (HTML, and RFC 7578 §4.6). */
const CHARSET_FIELD = "_charset_";

/** A field before its charset is known. The name of a part is read by its head, in UTF-8. */
type RawField = { readonly name: string | Uint8Array; readonly value: Uint8Array; readonly charset: string | null };

/** Letters of the name of a field that was dropped. */
const LETTERS_TOLD = 60;

/** The text that is read; null if it is not valid in its charset. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof WrongCharset) return null;
    throw cause;
  }
}

/**
 * Decodes the fields of a form: each by its own charset, else by that of the form, else as UTF-8. A field that is not valid in it is dropped
 * and named. Throws `WrongCharset` if no field is left.
 */
function decoded(raw: readonly RawField[], declared: string | null): Pick<UploadedForm, "fields" | "unread"> {
  const named = raw.find(({ name }) => (typeof name === "string" ? name : Buffer.from(name).toString("latin1")) === CHARSET_FIELD)?.value;
  const ofField = named === undefined ? null : orNull(() => charsetOf(`; charset="${decode(named, "utf-8").trim()}"`));
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const unread = new Set<string>();
  for (const { name, value, charset } of raw) {
    const own = charset ?? ofField ?? declared ?? "utf-8";
    const read = typeof name === "string" ? decode : decodeEncoded;
    const called = typeof name === "string" ? name : orNull(() => decodeEncoded(name, own));
    const text = called === null ? null : orNull(() => read(value, own));
    if (called !== null && text !== null) (fields[plain(called)] ??= []).push(plain(text));
    else unread.add(plain(called ?? Buffer.from(name).toString()).slice(0, LETTERS_TOLD));
  }
  if (unread.size > 0 && Object.keys(fields).every((name) => name === CHARSET_FIELD)) throw new WrongCharset();
  return { fields: { ...fields }, unread: [...unread] };
}

/** Fields and files as they come; a form without a boundary has its fields alone. */
async function formOf(body: AsyncIterable<Buffer>, boundary: string | null, charset: string | null): Promise<UploadedForm> {
  const raw: RawField[] = [];
  const files: Uint8Array<ArrayBuffer>[] = [];
  let count = 0;
  const addField = (field: RawField): void => {
    if ((count += 1) > MOST_FIELDS) throw new Unread("not_a_form");
    raw.push(field);
  };
  if (boundary === null) for (const [name, value] of encodedPairs(await bytesOf(body))) addField({ name, value, charset: null });
  else
    for await (const part of readParts(body, boundary)) {
      const bytes = await bytesOf(part.bytes);
      if (part.filename === null) addField({ name: part.name, value: bytes, charset: part.charset });
      else if ((count += 1) > MOST_FIELDS) throw new Unread("not_a_form");
      // A field of files that its sender left empty comes as a file of nothing.
      else if (bytes.length > 0) files.push(new Uint8Array(bytes));
    }
  return { ...decoded(raw, charset), files, fault: null };
}

/** Reads forms that may carry files. Their total memory at a time is bounded; a form above it is refused and may come again. */
export function openUploadForms(bounds = { fields: FIELDS_BYTES, files: FILES_BYTES, all: ALL_BYTES }) {
  let held = 0;
  return async (payload: Readable, contentType: string, said: number): Promise<UploadedForm> => {
    const boundary = boundaryOf(contentType);
    if (boundary === null && !/^application\/x-www-form-urlencoded\b/i.test(contentType)) return faulty("not_a_form");
    const maxBytes = boundary === null ? bounds.fields : bounds.files;
    if (said > maxBytes) return faulty("too_large");
    let read = 0;
    async function* bounded(): AsyncGenerator<Buffer> {
      // The connection stays: the refusal goes back on it, and the rest of the body is thrown away.
      for await (const part of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        read += part.length;
        // Small forms have their own bound, and go past large ones that are left open.
        if (boundary !== null) held += part.length;
        if (read > maxBytes) throw new Unread("too_large");
        if (held > bounds.all) throw new Unread("busy");
        yield part;
      }
    }
    try {
      return await formOf(bounded(), boundary, charsetOf(contentType));
    } catch (cause) {
      return faulty(cause instanceof WrongCharset ? "wrong_charset" : cause instanceof Unread ? cause.fault : "not_a_form");
    } finally {
      if (boundary !== null) held -= read;
    }
  };
}
