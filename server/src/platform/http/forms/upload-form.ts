import type { UploadedForm } from "@amaliyat/contract/route";
import type { Readable } from "node:stream";
import { boundaryOf, readParts } from "./multipart.ts";

const MIB = 1024 * 1024;
/** A form without files: 4,000 letters of Arabic are 24 KB on their way. */
const FIELDS_BYTES = 256 * 1024;
/** A form with files: three pictures of a telephone. */
const FILES_BYTES = 32 * MIB;
/** All forms with files that are read at a time. They lie in memory, and the key of their sender may be their last field. */
const ALL_BYTES = 96 * MIB;
const MOST_FIELDS = 200;

const faulty = (fault: UploadedForm["fault"]): UploadedForm => ({ fields: {}, files: [], fault });

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

/** Fields and files as they come; a form without a boundary has its fields alone. */
async function formOf(body: AsyncIterable<Buffer>, boundary: string | null): Promise<UploadedForm> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const files: Uint8Array<ArrayBuffer>[] = [];
  let count = 0;
  const addField = (name: string, value: string): void => {
    if ((count += 1) > MOST_FIELDS) throw new Unread("not_a_form");
    (fields[plain(name)] ??= []).push(plain(value));
  };
  if (boundary === null) for (const [name, value] of new URLSearchParams((await bytesOf(body)).toString("utf8"))) addField(name, value);
  else
    for await (const part of readParts(body, boundary)) {
      const bytes = await bytesOf(part.bytes);
      if (part.filename === null) addField(part.name, bytes.toString("utf8"));
      else if ((count += 1) > MOST_FIELDS) throw new Unread("not_a_form");
      // A field of files that its sender left empty comes as a file of nothing.
      else if (bytes.length > 0) files.push(new Uint8Array(bytes));
    }
  return { fields: { ...fields }, files, fault: null };
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
      return await formOf(bounded(), boundary);
    } catch (cause) {
      return faulty(cause instanceof Unread ? cause.fault : "not_a_form");
    } finally {
      if (boundary !== null) held -= read;
    }
  };
}
