import type { UploadedForm } from "@amaliyat/contract/route";
import type { Readable } from "node:stream";

const MIB = 1024 * 1024;
/** A form without files: 4,000 letters of Arabic are 24 KB on their way. */
const FIELDS_BYTES = 256 * 1024;
/** A form with files: three pictures of a telephone. */
const FILES_BYTES = 32 * MIB;
/** All forms with files that are read at a time. They lie in memory, and the key of their sender may be their last field. */
const ALL_BYTES = 96 * MIB;
const MOST_FIELDS = 200;

const faulty = (fault: UploadedForm["fault"]): UploadedForm => ({ fields: {}, files: [], fault });

/** What the database cannot keep is left out of a text. */
const plain = (text: string): string => text.replaceAll("\0", "").toWellFormed();

async function formOf(body: Buffer, type: string): Promise<UploadedForm> {
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const files: Uint8Array<ArrayBuffer>[] = [];
  let count = 0;
  const form = type.startsWith("multipart/")
    ? await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData()
    : new URLSearchParams(body.toString("utf8"));
  for (const [name, value] of form) {
    if ((count += 1) > MOST_FIELDS) return faulty("not_a_form");
    if (typeof value === "string") (fields[plain(name)] ??= []).push(plain(value));
    // A field of files that its sender left empty comes as a file of nothing.
    else if (value.size > 0) files.push(new Uint8Array(await value.arrayBuffer()));
  }
  return { fields: { ...fields }, files, fault: null };
}

/** Reads forms that may carry files. What all of them hold in memory at a time is bounded; more than that is told to come again. */
export function openUploadForms(bounds = { fields: FIELDS_BYTES, files: FILES_BYTES, all: ALL_BYTES }) {
  let held = 0;
  return async (payload: Readable, contentType: string, said: number): Promise<UploadedForm> => {
    const isWithFiles = /^multipart\/form-data\b/i.test(contentType);
    if (!isWithFiles && !/^application\/x-www-form-urlencoded\b/i.test(contentType)) return faulty("not_a_form");
    const most = isWithFiles ? bounds.files : bounds.fields;
    if (said > most) return faulty("too_large");
    const parts: Buffer[] = [];
    let read = 0;
    try {
      // The connection stays: the refusal goes back on it, and the rest of the body is thrown away.
      for await (const part of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        read += part.length;
        held += part.length;
        if (read > most) return faulty("too_large");
        if (held > bounds.all) return faulty("busy");
        parts.push(part);
      }
      return await formOf(Buffer.concat(parts), contentType);
    } catch {
      return faulty("not_a_form");
    } finally {
      held -= read;
    }
  };
}
