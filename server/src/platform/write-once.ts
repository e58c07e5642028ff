import { randomBytes } from "node:crypto";
import { link, mkdir, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file that the room's own user alone may read, unless there is one. It gets its name when it is whole on the disk: a crash leaves none
 * or a whole one, and of two at once one counts. An empty file is none: versions before this one could be killed between name and content.
 */
export async function writeOnce(path: string, make: () => string | Uint8Array): Promise<void> {
  const known = await stat(path).catch(() => null);
  if (known !== null && known.size > 0) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(4).toString("hex")}.new`;
  try {
    await using file = await open(draft, "wx", 0o600);
    await file.writeFile(make());
    await file.sync();
    if (known !== null) await rm(path, { force: true });
    // Unlike a rename it takes no name from a file that another process made meanwhile.
    await link(draft, path).catch((cause: unknown) => {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    });
    await using folder = await open(dirname(path), "r");
    await folder.sync();
  } finally {
    await rm(draft, { force: true });
  }
}
