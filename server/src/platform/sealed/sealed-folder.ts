import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Damaged, seal, SealedFile, type Source } from "./sealed-file.ts";

/** Makes what was written of a folder's names outlive a loss of power. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}

/** Returns `nothing` for a missing file and rethrows every other error: bytes that could not be deleted are not gone. */
const ifMissing =
  <T>(nothing: T) =>
  (cause: unknown): T => {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return nothing;
    throw cause;
  };

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(ifMissing<string[]>([]));

/** Opens a file to write; its folder is made where it is missing, which it is 256 times in all. */
async function openIn(path: string): Promise<FileHandle> {
  try {
    return await open(path, "w", 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return open(path, "w", 0o600);
  }
}

/** Files of which the disk holds nothing that can be read: each under a name that begins with an id. */
export class SealedFolder {
  readonly #root: string;
  readonly #key: Buffer;

  constructor(root: string, key: Buffer) {
    [this.#root, this.#key] = [root, key];
  }

  #path(name: string): string {
    if (!/^[0-9a-f-]{36}\.[a-z]+$/.test(name)) throw new Error("not the name of a sealed file");
    return join(this.#root, name.slice(0, 2), name);
  }

  /**
   * Writes something under a name: whole, or not at all; existing bytes are replaced, and of two writers at once the last one stays. With a hash, only what has it is kept: it is
   * computed over the very bytes that are sealed, and what has another changes nothing. Returns the hash and whether the file was kept.
   */
  async write(name: string, from: Source, expected?: Buffer): Promise<{ readonly isKept: boolean; readonly sha256: Buffer }> {
    const path = this.#path(name);
    const part = `${path}.${randomUUID()}.part`;
    const into = await openIn(part);
    let sha256: Buffer;
    let isKept: boolean;
    try {
      sha256 = await seal(this.#key, name, from, into);
      isKept = expected?.equals(sha256) ?? true;
      if (isKept) await into.sync();
    } finally {
      await into.close();
    }
    if (isKept) {
      await rename(part, path);
      await settle(dirname(path));
    } else await rm(part);
    return { isKept, sha256 };
  }

  /** Opens what was kept; null where it is gone. Throws `Damaged`. */
  async open(name: string): Promise<SealedFile | null> {
    let file: FileHandle;
    try {
      file = await open(this.#path(name), "r");
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw cause;
    }
    try {
      return await SealedFile.open(this.#key, name, file);
    } catch (cause) {
      await file.close();
      throw cause;
    }
  }

  /** All bytes of what was kept; null where it is gone. Throws `Damaged`. */
  async read(name: string): Promise<Buffer | null> {
    await using file = await this.open(name);
    if (file === null) return null;
    const parts: Buffer[] = [];
    for await (const part of file.read()) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Paths of all that lies under an id, what was not finished too. */
  async #under(id: string): Promise<string[]> {
    const folder = join(this.#root, id.slice(0, 2));
    return (await namesIn(folder)).filter((name) => name.startsWith(`${id}.`)).map((name) => join(folder, name));
  }

  /** The ids under which something lies, some at a time. */
  async *ids(): AsyncGenerator<string[]> {
    for (const folder of (await namesIn(this.#root)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      const ids = (await namesIn(join(this.#root, folder))).flatMap((name) => /^[0-9a-f-]{36}(?=\.)/.exec(name) ?? []);
      if (ids.length > 0) yield [...new Set(ids)];
    }
  }

  /** Time of the last write under an id, in ms; 0 if there is no file. */
  async touchedAt(id: string): Promise<number> {
    const told = await Promise.all((await this.#under(id)).map((path) => stat(path).catch(ifMissing(null))));
    return Math.max(0, ...told.map((each) => each?.mtimeMs ?? 0));
  }

  /** Takes away all that lies under an id. */
  async drop(id: string): Promise<void> {
    for (const path of await this.#under(id)) await rm(path, { force: true });
  }
}

/** Result of work with a sealed file; null if the file is missing or was changed. */
export async function unlessDamaged<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Damaged) return null;
    throw cause;
  }
}
