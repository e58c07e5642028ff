import { auditRoutes as audit } from "@amaliyat/contract/audit";
import { dispatch } from "@amaliyat/contract/dispatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeThings } from "../testing/things/things.ts";
import { SECTOR_KINDS, WORK_ITEM_KINDS } from "./entry-context-queries.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

test("whoever asks for a sector sees what patrols, calls and reports did there", async () => {
  const { assignmentId, reportId, callId } = { ...(await makeThings(room, "SU1")), callId: "0190a000-0000-7000-8000-000000000001" };
  await (await room.as("patrol")).must(dispatch.stamp, { params: { assignmentId }, body: { status: "accepted" } });
  await room.database.db.pool.query(
    `insert into call (call_id, arrived_at, line, nature, sector_id, import_id, import_key)
     values ($1, now(), '17', 'EMG', 'SU1', gen_random_uuid(), 'of the test')`,
    [callId],
  );
  const entries = (await logEntries(room)).filter(({ subject_kind: kind }) => SECTOR_KINDS.includes(kind ?? ""));
  const kinds = new Set(entries.map(({ subject_kind: kind }) => kind));
  for (const kind of ["assignment", "intervention", "report", "unit"]) expect(kinds).toContain(kind);
  // A walk has no report before its alarm, and a partner's request may name no place.
  const ofPlaces = entries.filter(({ subject_kind: kind }) => kind !== "walk" && kind !== "partner_request");
  expect(ofPlaces.filter(({ sector_id: sector }) => sector === null).map(({ type }) => type)).toEqual([]);
  const ofCases = ofPlaces.filter(({ subject_kind: kind }) => WORK_ITEM_KINDS.includes(kind ?? ""));
  expect(ofCases.filter(({ work_item: item }) => item === null).map(({ type }) => type)).toEqual([]);
  const shown = await (await room.as("auditor")).must(audit.page, { query: { sectorId: "SU1", limit: 200 } });
  const types = new Set(shown.rows.map(({ type }) => type));
  for (const type of ["assignment.stamped", "report.received", "report.read", "intervention.assigned"]) expect(types).toContain(type);
  expect(shown.rows.some(({ subjectId }) => subjectId === reportId)).toBe(true);
  const { rows } = await room.database.db.pool.query<{ sector: string }>("select amaliyat_sector_of('call', $1) as sector", [callId]);
  expect(rows).toEqual([{ sector: "SU1" }]);
});
