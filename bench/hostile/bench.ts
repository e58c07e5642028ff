import type { Row } from "../harness/row.ts";
import { fullDisk } from "./full-disk.ts";

/** Bounded attacks on a room of the bench's own, on loopback. */
export const run = (): Promise<Row[]> => fullDisk();
