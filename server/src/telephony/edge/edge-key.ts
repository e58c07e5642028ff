import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../platform/write-whole.ts";
import { edgeKey } from "../credentials.ts";

const file = (folder: string): string => join(folder, "edge-key");

/** The places of the key in the edge's configuration: the lines by which it knows orders of the room. */
const IN_CONFIGURATION = /((?:\$hdr\(X-Edge-Key\)|\$var\(given\)) [!=]= ")[0-9a-f]{64}(")/gu;

/**
 * The key by which the edge that runs knows the room. A folder that no edge was started in since the keys change has the one that follows
 * from its secret. Read at once, when the link to the edge stands: the first order may follow in the same turn.
 */
export function readEdgeKey(folder: string, secret: string): string {
  try {
    return readFileSync(file(folder), "utf8").trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    return edgeKey(secret);
  }
}

/**
 * Makes a new key for an edge that is about to be started anew. One that is cut off between the two files is made again: no edge runs by
 * it. An edge that outlives the room, or is started again by its watch after it died, keeps its key.
 */
export async function renewEdgeKey(folder: string): Promise<void> {
  const configuration = join(folder, "kamailio.cfg");
  const before = await readFile(configuration, "utf8");
  const key = randomBytes(32).toString("hex");
  const after = before.replace(IN_CONFIGURATION, `$1${key}$2`);
  if (!after.includes(key)) throw new Error(`${configuration} does not name the key of the room: npm run lines:setup writes it anew`);
  await writeWhole(file(folder), `${key}\n`);
  await writeWhole(configuration, after);
}
