import { FileStore } from "@tus/file-store";
import { ERRORS, Upload } from "@tus/server";
import type { Readable } from "node:stream";
import type { Parts } from "./parts.ts";

export type Expecting = {
  /** Announced size in bytes of the file of a request; null for any other request. */
  readonly bytesOf: (fileId: string) => number | null;
  readonly begun: (fileId: string) => Promise<void>;
};

/** Thrown where a file is begun that has begun. */
export class Begun extends Error {
  override readonly name = "Begun";
}

/**
 * The folder of parts as the library sees it. Only the database says what a part should become, so that after a crash the bytes on the disk
 * are all there is to know. A part that is there is never begun again.
 */
export class IncomingFolder extends FileStore {
  readonly #begun: Expecting["begun"];
  readonly #bytesOf: Expecting["bytesOf"];
  readonly #parts: Parts;

  constructor(parts: Parts, { bytesOf, begun }: Expecting) {
    const nothing = { get: () => Promise.resolve(undefined), set: () => Promise.resolve(), delete: () => Promise.resolve() };
    super({ directory: parts.folder, configstore: nothing });
    // No termination, no concatenation, no length that comes later.
    this.extensions = ["creation"];
    [this.#parts, this.#bytesOf, this.#begun] = [parts, bytesOf, begun];
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      await this.#parts.begin(upload.id);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw new Begun();
      throw cause;
    }
    await this.#begun(upload.id);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const offset = await this.#parts.sizeOf(id);
    const size = offset === null ? null : this.#bytesOf(id);
    if (offset === null || size === null) throw ERRORS.FILE_NOT_FOUND;
    return new Upload({ id, size, offset });
  }

  override async write(from: Readable, id: string, offset: number): Promise<number> {
    try {
      return offset + (await this.#parts.add(id, from, offset));
    } catch {
      throw ERRORS.FILE_WRITE_ERROR;
    }
  }
}
