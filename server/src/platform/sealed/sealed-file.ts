import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

/*
 * A file that cannot be read, changed, cut or exchanged without its key. A head of 32 bytes: mark, salt, size of the content. Then chunks
 * of 1 MiB, each sealed by itself with AES-256-GCM, so that any part can be read without the rest. The key is the file's own, made of the
 * given one, the salt and the file's subject. The nonce is the number of the chunk; each chunk is bound to the head.
 */
const MARK = Buffer.from("AMSEAL1\0", "latin1");
const SALT = 16;
const HEAD = MARK.length + SALT + 8;
const TAG = 16;
export const CHUNK = 1024 * 1024;

/** Data to seal: an open file, or bytes in memory. */
export type Source = {
  readonly stat: () => Promise<{ readonly size: number }>;
  readonly read: (into: Buffer, offset: number, length: number, at: number) => Promise<{ readonly bytesRead: number }>;
};

export const inMemory = (bytes: Buffer): Source => ({
  stat: () => Promise.resolve({ size: bytes.length }),
  read: (into, offset, length, at) => Promise.resolve({ bytesRead: bytes.copy(into, offset, at, at + length) }),
});

/** Thrown where a sealed file is not what was sealed. */
export class Damaged extends Error {
  override readonly name = "Damaged";
}

const keyOf = (key: Buffer, head: Buffer, about: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, head.subarray(MARK.length, MARK.length + SALT), `sealed file ${about}`, 32));

function nonceOf(chunk: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(chunk, 8);
  return nonce;
}

const lengthOf = (size: number, chunk: number): number => Math.min(CHUNK, size - chunk * CHUNK);

/** Number of chunks; an empty file has one, so that it too is bound to its head. */
const chunksOf = (size: number): number => Math.max(1, Math.ceil(size / CHUNK));

/** Fills a buffer from a place in a file; false where the file is shorter. */
async function fill(file: Pick<Source, "read">, into: Buffer, at: number): Promise<boolean> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, at + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}

/** Buffers of one chunk that are used again: a new one for each of 150 files a second is half a second of collecting garbage in ten. */
const spare: Buffer[] = [];
const SPARE_MOST = 4;

/** Seals something into a file; returns the SHA-256 of what was sealed, from its first byte to its last. */
export async function seal(key: Buffer, about: string, from: Source, into: FileHandle): Promise<Buffer> {
  const plain = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
  try {
    return await sealBy(plain, key, about, from, into);
  } finally {
    if (spare.length < SPARE_MOST) spare.push(plain);
  }
}

async function sealBy(plain: Buffer, key: Buffer, about: string, from: Source, into: FileHandle): Promise<Buffer> {
  const { size } = await from.stat();
  const head = Buffer.concat([MARK, randomBytes(SALT), Buffer.alloc(8)]);
  head.writeBigUInt64BE(BigInt(size), HEAD - 8);
  const own = keyOf(key, head, about);
  const hash = createHash("sha256");
  for (let chunk = 0, at = 0; chunk < chunksOf(size); chunk += 1) {
    const part = plain.subarray(0, lengthOf(size, chunk));
    if (!(await fill(from, part, chunk * CHUNK))) throw new Error("a file shrank while it was sealed");
    hash.update(part);
    const cipher = createCipheriv("aes-256-gcm", own, nonceOf(chunk)).setAAD(head);
    const sealed = [...(chunk === 0 ? [head] : []), cipher.update(part), cipher.final(), cipher.getAuthTag()];
    at += await writeAll(into, sealed, at);
  }
  return hash.digest();
}

/** Writes parts one behind the other from a place on; returns how many bytes that are. */
async function writeAll(into: FileHandle, parts: readonly Buffer[], at: number): Promise<number> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const { bytesWritten } = await into.writev(parts, at);
  if (bytesWritten < length) throw new Error("the disk took a part of what was written");
  return length;
}

/** A sealed file that can be read in parts. */
export class SealedFile implements AsyncDisposable {
  readonly size: number;
  readonly #file: FileHandle;
  readonly #head: Buffer;
  readonly #key: Buffer;

  private constructor(file: FileHandle, head: Buffer, key: Buffer) {
    this.size = Number(head.readBigUInt64BE(HEAD - 8));
    [this.#file, this.#head, this.#key] = [file, head, key];
  }

  /** Takes an open file; throws `Damaged` where it is none that was sealed, or not as long as it was. */
  static async open(key: Buffer, about: string, file: FileHandle): Promise<SealedFile> {
    const head = Buffer.alloc(HEAD);
    if (!(await fill(file, head, 0)) || !head.subarray(0, MARK.length).equals(MARK)) throw new Damaged("no sealed file");
    const opened = new SealedFile(file, head, keyOf(key, head, about));
    const { size } = await file.stat();
    if (size !== HEAD + opened.size + chunksOf(opened.size) * TAG) throw new Damaged("not as long as it was");
    return opened;
  }

  async #chunk(chunk: number): Promise<Buffer> {
    const sealed = Buffer.alloc(lengthOf(this.size, chunk) + TAG);
    if (!(await fill(this.#file, sealed, HEAD + chunk * (CHUNK + TAG)))) throw new Damaged("cut off");
    const decipher = createDecipheriv("aes-256-gcm", this.#key, nonceOf(chunk)).setAAD(this.#head);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
    } catch {
      throw new Damaged("changed");
    }
  }

  /** Bytes from one place to another, both included; everything when not said. Throws `Damaged` at the first chunk that was changed. */
  async *read(from = 0, to = this.size - 1): AsyncGenerator<Buffer> {
    if (this.size === 0) await this.#chunk(0);
    for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK <= to; chunk += 1) {
      const start = chunk * CHUNK;
      yield (await this.#chunk(chunk)).subarray(Math.max(0, from - start), to - start + 1);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close();
  }
}
