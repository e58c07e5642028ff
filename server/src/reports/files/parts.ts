import { createCipheriv, hkdfSync, randomBytes, randomUUID, type Cipheriv } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { open, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "../../platform/sealed/index.ts";

/**
 * An incoming part lies encrypted from its first byte: a mark and a salt, then the bytes so far (AES-256-CTR under a key of this part
 * alone). A part grows at any byte and is read from any, which a sealed chunk is not. The announced hash proves before it is taken in that
 * nothing was changed. A part that is begun anew has another salt, and so another key.
 */
const MARK = Buffer.from("AMPART1\0", "latin1");
const SALT = 16;
const HEAD = MARK.length + SALT;
const BLOCK = 16;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Part = { readonly fileId: string; readonly size: number; readonly begunAt: number };

/** Creation time of a file; a file system that does not know it says 1970, and then the last change counts. */
const begunAt = ({ birthtimeMs, mtimeMs }: Stats): number => (birthtimeMs > 0 ? Math.min(birthtimeMs, mtimeMs) : mtimeMs);

function missing(cause: unknown): null {
  if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw cause;
}

/** Cipher that converts bytes from an offset on to those on the disk, and back. */
function cipherAt(key: Buffer, offset: number): Cipheriv {
  const counter = Buffer.alloc(BLOCK);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK)), BLOCK - 8);
  const cipher = createCipheriv("aes-256-ctr", key, counter);
  cipher.update(Buffer.alloc(offset % BLOCK));
  return cipher;
}

/** Writes what comes, encrypted, from a place of a file on; returns how many bytes that were. */
async function encrypt(from: AsyncIterable<unknown>, cipher: Cipheriv, into: FileHandle, at: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of from) {
    const sealed = cipher.update(chunk as Buffer);
    for (let done = 0; done < sealed.length;) {
      const { bytesWritten } = await into.write(sealed, done, sealed.length - done, at + bytes + done);
      done += bytesWritten;
    }
    bytes += sealed.length;
  }
  return bytes;
}

export class Parts {
  readonly folder: string;
  readonly #key: Buffer;

  constructor(folder: string, key: Buffer) {
    [this.folder, this.#key] = [folder, key];
  }

  #path(fileId: string): string {
    if (!ID.test(fileId)) throw new Error("not the id of a file");
    return join(this.folder, fileId);
  }

  /** The key of an open part; null where it does not begin as a part. */
  async #keyOf(fileId: string, file: FileHandle): Promise<Buffer | null> {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    if (bytesRead < HEAD || !buffer.subarray(0, MARK.length).equals(MARK)) return null;
    return Buffer.from(hkdfSync("sha256", this.#key, buffer.subarray(MARK.length), `part ${fileId}`, 32));
  }

  /** Begins a part. Throws `EEXIST` where there is one. */
  async begin(fileId: string): Promise<void> {
    const file = await open(this.#path(fileId), "wx", 0o600);
    await file.writeFile(Buffer.concat([MARK, randomBytes(SALT)]));
    await file.close();
  }

  /** Bytes that came of a file; null where it was not begun. */
  async sizeOf(fileId: string): Promise<number | null> {
    const found = await stat(this.#path(fileId)).catch(missing);
    return found === null || found.size < HEAD ? null : found.size - HEAD;
  }

  /** Adds what comes, from an offset on, and returns how many bytes that were. */
  async add(fileId: string, from: AsyncIterable<unknown>, offset: number): Promise<number> {
    await using file = await open(this.#path(fileId), "r+");
    const key = await this.#keyOf(fileId, file);
    if (key === null) throw new Error("a part was written to that is none");
    return await encrypt(from, cipherAt(key, offset), file, HEAD + offset);
  }

  /** Opens what came, as it was sent; null where there is nothing. */
  async open(fileId: string): Promise<(Source & AsyncDisposable) | null> {
    const file = await open(this.#path(fileId), "r").catch(missing);
    if (file === null) return null;
    const key = await this.#keyOf(fileId, file);
    if (key === null) {
      await file.close();
      return null;
    }
    return {
      stat: async () => ({ size: (await file.stat()).size - HEAD }),
      read: async (into, offset, length, at) => {
        const { bytesRead } = await file.read(into, offset, length, HEAD + at);
        const came = into.subarray(offset, offset + bytesRead);
        came.set(cipherAt(key, at).update(came));
        return { bytesRead };
      },
      [Symbol.asyncDispose]: () => file.close(),
    };
  }

  drop(fileId: string): Promise<void> {
    return rm(this.#path(fileId), { force: true });
  }

  /** All parts, with when each was begun. */
  async list(): Promise<Part[]> {
    const names = (await readdir(this.folder)).filter((name) => ID.test(name));
    const found = await Promise.all(
      names.map(async (fileId) => {
        const told = await stat(this.#path(fileId)).catch(missing);
        return told === null ? null : { fileId, size: Math.max(0, told.size - HEAD), begunAt: begunAt(told) };
      }),
    );
    return found.filter((part) => part !== null);
  }

  /** Encrypts what lies here from before parts were: each whole under another name, then in the place of the plain one. */
  async sealOld(): Promise<number> {
    const names = await readdir(this.folder);
    for (const name of names.filter((each) => each.endsWith(".sealing"))) await rm(join(this.folder, name), { force: true });
    let sealed = 0;
    for (const fileId of names.filter((name) => ID.test(name))) {
      await using file = await open(this.#path(fileId), "r");
      if ((await this.#keyOf(fileId, file)) !== null) continue;
      const other = randomUUID();
      const salt = randomBytes(SALT);
      const key = Buffer.from(hkdfSync("sha256", this.#key, salt, `part ${fileId}`, 32));
      const cipher = cipherAt(key, 0);
      const draft = `${this.#path(other)}.sealing`;
      await using into = await open(draft, "wx", 0o600);
      await into.write(Buffer.concat([MARK, salt]));
      await encrypt(createReadStream(this.#path(fileId)), cipher, into, HEAD);
      await into.sync();
      await rename(draft, this.#path(fileId));
      sealed += 1;
    }
    return sealed;
  }
}
