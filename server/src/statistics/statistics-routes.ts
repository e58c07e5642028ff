import { statistics } from "@amaliyat/contract/statistics";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import { serve, serveBytes, type Served } from "../platform/http/index.ts";
import { bulletin } from "./bulletin.ts";
import { bulletinCsv } from "./bulletin-csv.ts";
import { importErrors } from "./import/import-errors.ts";
import { importJob } from "./import/run-import.ts";
import { cancelImport, startImport, type HasRoom } from "./import/start-import.ts";
import { importById, listImports } from "./statistics-queries.ts";

/** The routes of this feature, each joined to its use case. */
export function statisticsRoutes(db: Db, clock: Clock, hasRoom: HasRoom): Served[] {
  const job = importJob({ db, clock });
  return [
    serve(statistics.startImport, (call) => startImport({ db, job, hasRoom }, call)),
    serve(statistics.imports, async ({ who }) => ok(await transaction(db, scopeOf(who), listImports, { readOnly: true }))),
    serve(statistics.oneImport, async ({ who, params }) => {
      const found = await transaction(db, scopeOf(who), (tx) => importById(tx, params.importId), { readOnly: true });
      return found === null ? refuse({ code: "object.not_found" }) : ok(found);
    }),
    serve(statistics.cancelImport, (call) => cancelImport(db, call)),
    serveBytes(statistics.importErrors, (call) => importErrors(db, call)),
    serve(statistics.bulletin, (call) => bulletin(db, call)),
    serveBytes(statistics.bulletinCsv, (call) => bulletinCsv(db, call)),
  ];
}
