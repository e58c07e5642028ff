import type { ImportJob } from "@amaliyat/contract/statistics";
import type { Tx } from "../../platform/database/index.ts";
import { tell } from "../../platform/live/index.ts";
import { importById } from "../statistics-queries.ts";

/** Tells the analysts' screens how an import stands. */
export async function tellImport(tx: Tx, importId: string, at: number): Promise<ImportJob> {
  const row = await importById(tx, importId);
  if (row === null) throw new Error("an import vanished");
  await tell(tx, at, [{ happening: { topic: "import", row }, sectorId: null }]);
  return row;
}
