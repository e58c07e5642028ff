import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { inMemory, SealedFolder, unlessDamaged } from "../sealed/index.ts";

/** SHA-256 in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Of each picture the original, which tells where and with what it was taken, and the copy that is shown. */
export type Copy = "original" | "shown";

/** Names under which pictures lay before they were sealed: the copy under the id alone. */
export const oldName = (id: string, copy: Copy): string => (copy === "original" ? `${id}.original` : id);

export type HasRoom = (bytes: number) => Promise<boolean>;

/** Pictures, each as two sealed files. `root` is the folder in which they lay before they were sealed. */
export class PictureFolder {
  readonly root: string;
  /** False where so many bytes more would take the room of something else. */
  readonly hasRoom: HasRoom;
  readonly #sealed: SealedFolder;

  constructor(root: string, key: Buffer, hasRoom: HasRoom = () => Promise.resolve(true)) {
    this.root = root;
    this.hasRoom = hasRoom;
    this.#sealed = new SealedFolder(join(root, "sealed"), key);
  }

  async write(id: string, copy: Copy, bytes: Buffer): Promise<void> {
    await this.#sealed.write(`${id}.${copy}`, inMemory(bytes));
  }

  /** The bytes of a picture; null where they are gone, were changed, or are not those of the hash. */
  async read(id: string, copy: Copy, sha256: string): Promise<Buffer | null> {
    const bytes = await unlessDamaged(() => this.#sealed.read(`${id}.${copy}`));
    return bytes === null || hashOf(bytes) !== sha256 ? null : bytes;
  }

  /** Ids of the pictures of which something lies sealed, some at a time. */
  lying(): AsyncGenerator<string[]> {
    return this.#sealed.ids();
  }

  /** Time of the last write to a picture's files, in ms. */
  touchedAt(id: string): Promise<number> {
    return this.#sealed.touchedAt(id);
  }

  /** Takes both files away, those of before they were sealed too. */
  async drop(id: string): Promise<void> {
    await this.#sealed.drop(id);
    for (const copy of ["original", "shown"] as const) await rm(join(this.root, oldName(id, copy)), { force: true });
  }
}
