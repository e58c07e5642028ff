import { userInfo } from "node:os";
import { chmod, mkdir, stat } from "node:fs/promises";

const STICKY = 0o1000;

/**
 * Makes a folder, or closes an existing one to others: only its own user may enter. A folder that all may write into (sticky, as
 * /tmp) belongs to nobody and is left as it is.
 */
export async function ensurePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = await stat(folder);
  if ((mode & STICKY) === 0 && uid === userInfo().uid) await chmod(folder, 0o700);
}
