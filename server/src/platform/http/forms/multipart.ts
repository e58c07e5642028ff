import { charsetOf } from "./charset.ts";

/** One part of a form with files (RFC 7578). Its bytes are read to their end before the next part is asked for. */
export type FormPart = {
  readonly name: string;
  /** Null for a field; what the browser says of a file may be anything. */
  readonly filename: string | null;
  /** Charset that the part declares for its text. */
  readonly charset: string | null;
  readonly bytes: AsyncIterable<Buffer>;
};

const CRLF = Buffer.from("\r\n");
const END_OF_HEAD = Buffer.from("\r\n\r\n");
/** Headers of one part; a browser writes some hundred bytes. */
const HEAD_BYTES = 8 * 1024;

/** Thrown if a body breaks off or is no form. */
export class BrokenForm extends Error {}

/** The boundary that a `content-type` names; null where it is no form with files, or names none that RFC 2046 allows. */
export function boundaryOf(type: string | null): string | null {
  if (type === null || !/^multipart\/form-data\s*;/i.test(type)) return null;
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  return quoted ?? plain ?? null;
}

class Reader {
  readonly #source: AsyncIterator<unknown>;
  #kept = CRLF;

  constructor(source: AsyncIterable<unknown>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const { value, done = false } = await this.#source.next();
    if (done) throw new BrokenForm("a form ended inside a part");
    this.#kept = Buffer.concat([this.#kept, value as Buffer]);
  }

  async read(count: number): Promise<Buffer> {
    while (this.#kept.length < count) await this.#more();
    const taken = this.#kept.subarray(0, count);
    this.#kept = this.#kept.subarray(count);
    return taken;
  }

  /** Takes the bytes before a mark, and the mark. */
  async before(mark: Buffer, maxLength: number): Promise<Buffer> {
    for (;;) {
      const at = this.#kept.indexOf(mark);
      if (at > maxLength || (at === -1 && this.#kept.length > maxLength + mark.length))
        throw new BrokenForm("a head of a part is too long");
      if (at !== -1) {
        const found = await this.read(at);
        await this.read(mark.length);
        return found;
      }
      await this.#more();
    }
  }

  /** The same as it comes, however much it is. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#kept.indexOf(mark);
      // The end of what is here may be the beginning of the mark.
      const sure = at === -1 ? this.#kept.length - mark.length + 1 : at;
      if (sure > 0) yield await this.read(sure);
      if (at !== -1) {
        await this.read(mark.length);
        return;
      }
      await this.#more();
    }
  }
}

function headOf(head: string): Omit<FormPart, "bytes"> {
  // A header goes on in each line that begins with a blank or a tab.
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const disposition = lines.find((line) => /^content-disposition:/i.test(line)) ?? "";
  const type = lines.find((line) => /^content-type:/i.test(line)) ?? "";
  const [, name = ""] = /;\s*name="([^"]*)"/i.exec(disposition) ?? [];
  const [, filename = null] = /;\s*filename="([^"]*)"/i.exec(disposition) ?? [];
  return { name, filename: filename ?? (/;\s*filename\*=/i.test(disposition) ? "" : null), charset: charsetOf(type) };
}

/** Reads a form with files part by part, as its bytes come. Throws `BrokenForm`. */
export async function* readParts(body: AsyncIterable<unknown>, boundary: string): AsyncGenerator<FormPart> {
  const reader = new Reader(body);
  const mark = Buffer.from(`\r\n--${boundary}`, "latin1");
  for await (const _preamble of reader.until(mark));
  for (;;) {
    if ((await reader.read(2)).toString("latin1") === "--") return;
    // The two bytes were the end of the line, or blanks before it.
    const head = (await reader.before(END_OF_HEAD, HEAD_BYTES)).toString("utf8");
    let isRead = false;
    const bytes = (async function* () {
      yield* reader.until(mark);
      isRead = true;
    })();
    yield { ...headOf(head), bytes };
    if (!isRead) for await (const _rest of bytes);
    if (!isRead) throw new BrokenForm("a part was left before its end");
  }
}
