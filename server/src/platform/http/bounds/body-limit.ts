import type { Route } from "@amaliyat/contract/route";

const KIB = 1024;
const MIB = 1024 * KIB;

/** The largest body of a route, in bytes: a file of history, what a signed-in person sends as JSON, what a stranger may send. */
export function bodyLimitOf({ takes, access, carriage }: Pick<Route, "takes" | "access" | "carriage">): number {
  // Its handler reads the bytes as they come, and counts them.
  if (carriage === "raw") return 128 * MIB;
  if (takes === "file") return 64 * MIB;
  return access.kind === "public" ? 16 * KIB : 256 * KIB;
}

/** A limit as a person reads it. */
export const sizeText = (bytes: number): string => (bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes / KIB} KiB`);
