import type { NewReport } from "@amaliyat/contract/reports";
import { WALK_LOOK_MS } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { settle } from "../../audit/index.ts";
import { momentOfRow } from "../../identity/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { lookEvery } from "../../platform/look-every.ts";
import { writeReports, nextReferences, type Referenced } from "../write-reports.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { addReportEvent } from "../rows/reports-store.ts";
import { hashBeside } from "../rows/secrets.ts";
import { setPlaceAt } from "../rows/here-store.ts";
import { reportSubject } from "../rows/subjects.ts";
import { enqueueContact } from "./tell-contact.ts";
import { overdueWords } from "./walk-words.ts";
import { contactOf, countOverdue, markAlarmed, lockOverdue, openSaidOfWalk, type KeptWalk, type SaidOfWalk } from "./walks-store.ts";

type WatchDeps = Pick<ReportsDeps, "db" | "vault" | "sectorOf" | "clock" | "log">;

/** So many alarms in one transaction; the rest with the next. */
const BATCH = 40;
const OVERDUE = "report.walk_overdue";

/** The call for help that the room makes of a walk. */
function reportOf(walk: KeptWalk, said: SaidOfWalk | null): NewReport {
  const place = said?.place ?? null;
  return {
    code: "",
    device: said?.device ?? randomUUID(),
    proof: null,
    kind: "danger",
    sort: "information",
    danger: true,
    language: walk.language,
    words: overdueWords(walk.language, walk.endsAt, place?.fixedAt ?? null),
    place: place === null ? null : { point: place.point, accuracyM: place.accuracyM, source: "phone" },
    placeText: null,
    happenedAt: null,
    writtenAt: new Date(walk.endsAt).toISOString(),
    contact: contactOf(said),
    files: [],
  };
}

/** Makes a report of one walk that ran out, under the code of its phone, and tells the desks. */
async function alarm(tx: Tx, deps: WatchDeps, walk: KeptWalk, reference: string, at: number): Promise<void> {
  const said = openSaidOfWalk(tx, walk);
  const report = reportOf(walk, said);
  const arrival: Referenced = {
    report,
    reference,
    channel: "APP",
    codeHash: walk.codeHash,
    partner: null,
    from: walk.from,
    // Its phone did the work when the walk began.
    proven: true,
    at,
  };
  const write = async (codeHash: Buffer): Promise<string | null> =>
    (await writeReports(tx, deps, [{ ...arrival, codeHash }])).ids[0] ?? null;
  // Something else under its code takes no alarm away.
  const own = await write(walk.codeHash);
  const reportId = own ?? (await write(hashBeside(deps.vault, walk.codeHash, Buffer.from(walk.walkId))));
  if (reportId === null) throw new Error("an alarm of a walk was not kept");
  if (own === null) await markAlarmed(tx, walk.walkId, reportId, new Date(at));
  if (said?.contact) await enqueueContact(tx, reportId);
  if (said?.place) await setPlaceAt(tx, reportId, new Date(said.place.fixedAt));
  await addReportEvent(tx, reportId, { at, by: null, kind: OVERDUE, data: {} });
  await settle(tx, { who: null, at }, { type: OVERDUE, about: reportSubject({ reportId, reference }) });
}

/** Makes an alarm of every walk that ran out without a word, each once, whatever other servers do. Returns how many. */
export async function alarmOverdue(deps: WatchDeps, at: number): Promise<number> {
  let made = 0;
  for (;;) {
    const due = await transaction(deps.db, SYSTEM, (tx) => countOverdue(tx, at, BATCH), { readOnly: true });
    if (due === 0) return made;
    const references = await nextReferences(deps, at, due);
    const done = await transaction(deps.db, SYSTEM, async (tx) => {
      // A step of the clock locks its own row before the walks, and so does this: the reports need that row later.
      await momentOfRow(tx, deps.clock);
      const walks = await lockOverdue(tx, at, due);
      for (const [nth, walk] of walks.entries()) await alarm(tx, deps, walk, references[nth] ?? "", at);
      return walks.length;
    });
    // Another server has the rest in hand.
    if (done === 0) return made;
    made += done;
  }
}

/** Looks for walks that ran out, from the start on: those that did while the server was down are alarmed first. */
export const startWalkWatch = (deps: WatchDeps): AsyncDisposable =>
  lookEvery(WALK_LOOK_MS, () => alarmOverdue(deps, deps.clock()), deps.log, "reports: check of expired walks failed, retrying");
