import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";

/** The warning for a room at work whose source control data can be read; null if they cannot. */
export async function sourceControlWarning(root: string): Promise<string | null> {
  const canRead = await access(join(root, ".git"), constants.R_OK).then(
    () => true,
    () => false,
  );
  return canRead
    ? `Amaliyat: warning: the room can read ${join(root, ".git")}. A room at work runs from a folder that "npm run release -- FOLDER" wrote.`
    : null;
}
