import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { writeWhole } from "../../write-whole.ts";
import type { Folder } from "./folder.ts";

const LOOPBACK = "127.0.0.1";

/** Asks the system for a port on the loopback address; 0 is any. Null if it is taken. */
function probe(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? null) : null));
    });
  });
}

/** The port of the last start if it is free, else any free one, which is remembered. Null only if the machine has none. */
export async function choosePort({ port: file }: Folder): Promise<number | null> {
  const last = Number(await readFile(file, "utf8").catch(() => ""));
  const again = Number.isInteger(last) && last > 0 && last < 65_536 ? await probe(last) : null;
  if (again !== null) return again;
  const fresh = await probe(0);
  if (fresh !== null) await writeWhole(file, `${fresh}\n`);
  return fresh;
}
