import { FileStore } from "@tus/file-store";
import { Upload } from "@tus/server";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";

export type Expecting = {
  /** How many bytes were announced of a file that a request is about; null for any other. */
  readonly bytesOf: (fileId: string) => number | null;
  readonly begun: (fileId: string) => Promise<void>;
};

/** Thrown where a file is begun that has begun. */
export class Begun extends Error {
  override readonly name = "Begun";
}

/**
 * The folder of parts, each under the id of its file. What a part should become stands in the database and nowhere else, so that after a
 * crash the bytes that are there are all there is to know; and a part that is there is never begun again.
 */
export class IncomingFolder extends FileStore {
  readonly #begun: Expecting["begun"];

  constructor(directory: string, { bytesOf, begun }: Expecting) {
    const get = async (id: string): Promise<Upload | undefined> => {
      const isBegun = (await stat(join(directory, id)).catch(() => null)) !== null;
      const size = isBegun ? bytesOf(id) : null;
      return size === null ? undefined : new Upload({ id, size, offset: 0 });
    };
    super({ directory, configstore: { get, set: () => Promise.resolve(), delete: () => Promise.resolve() } });
    // No termination, no concatenation, no length that comes later.
    this.extensions = ["creation"];
    this.#begun = begun;
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      await (await open(join(this.directory, upload.id), "wx", 0o600)).close();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw new Begun();
      throw cause;
    }
    await this.#begun(upload.id);
    return upload;
  }
}
