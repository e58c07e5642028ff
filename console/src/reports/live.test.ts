import type { Happening } from "@amaliyat/contract/live";
import type { QueueRow, ReportCard, ReportRow, ReportWave } from "@amaliyat/contract/reports";
import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { applyToReportCard, applyToReportQueue, REPORT_KEYS, reportsLive } from "./live.ts";
import { reportCardOf } from "./report-lists.ts";

const report = (reportId: string, more: Partial<ReportRow> = {}): ReportRow => ({
  reportId,
  reference: `R-2026-${reportId}`,
  channel: "APP",
  state: "waiting",
  kind: "damage",
  sort: "information",
  danger: false,
  language: "ar",
  nature: "CRM",
  receivedAt: "2026-04-18T01:40:00Z",
  writtenAt: "2026-04-18T01:40:00Z",
  happenedAt: null,
  place: null,
  placeText: null,
  sectorId: null,
  files: 0,
  readAt: null,
  takenBy: null,
  asked: false,
  answered: false,
  interventionId: null,
  interventionReference: null,
  endedAt: null,
  end: null,
  nuisance: 0,
  newDevice: false,
  urgency: 230,
  reasons: [],
  waveId: null,
  ...more,
});
const told = (row: ReportRow): Happening => ({ topic: "report", row });
const queued = (row: ReportRow, wave: ReportWave | null = null): QueueRow => ({ ...row, wave });
const card: ReportCard = {
  ...report("1"),
  words: "حفرة",
  contact: null,
  placeSource: null,
  placeAt: null,
  accuracyM: null,
  writtenAt: "2026-04-18T01:40:00Z",
  endWords: null,
  partner: null,
  outside: null,
  reportFiles: [],
  parting: null,
  messages: [],
  events: [],
  keptUntil: "2027-04-18T01:40:00Z",
};

describe("the queue of reports", () => {
  it("has the most urgent first as the room ranked them, then who waits longest", () => {
    const old = queued(report("old", { receivedAt: "2026-04-18T01:00:00Z" }));
    const told2 = [told(report("accident", { urgency: 210 })), told(report("danger", { danger: true, urgency: 90 }))];
    expect(applyToReportQueue([old], told2).map(({ reportId }) => reportId)).toEqual(["danger", "accident", "old"]);
  });

  it("lets go of what is over, and keeps what its author answered", () => {
    const rows = [report("1"), report("2"), report("3")].map((row) => queued(row));
    const next = applyToReportQueue(rows, [
      told(report("1", { state: "closed" })),
      told(report("2", { state: "joined", answered: true })),
      told(report("3", { state: "withdrawn" })),
    ]);
    expect(next.map(({ reportId }) => reportId)).toEqual(["2"]);
    expect(applyToReportQueue(rows, [{ topic: "line", number: "17" }])).toBe(rows);
  });

  it("has one row of a wave and none of its reports, until one leaves it", () => {
    const at = "2026-04-18T01:40:00Z";
    const wave: ReportWave = { waveId: "w", danger: true, waiting: 5, firstAt: at, lastAt: at, alike: true, oneAddress: true };
    const head = queued(report("1", { waveId: "w", urgency: 190 }), wave);
    const rows = [queued(report("1", { urgency: 90 })), queued(report("2", { urgency: 90 })), queued(report("9", { urgency: 230 }))];
    const folded = applyToReportQueue(rows, [
      told(report("1", { waveId: "w" })),
      told(report("2", { waveId: "w" })),
      { topic: "report_wave", waveId: "w", row: head },
    ]);
    expect(folded.map((row) => [row.reportId, row.wave?.waiting ?? 0])).toEqual([
      ["1", 5],
      ["9", 0],
    ]);
    const left = applyToReportQueue(folded, [told(report("2", { urgency: 78, reasons: ["proven"] }))]);
    expect(left.map(({ reportId }) => reportId)).toEqual(["2", "1", "9"]);
    expect(applyToReportQueue(left, [{ topic: "report_wave", waveId: "w", row: null }]).map(({ reportId }) => reportId)).toEqual([
      "2",
      "9",
    ]);
  });
});

describe("an open report", () => {
  it("takes over its own row and keeps its words", () => {
    expect(applyToReportCard(card, [told(report("1", { state: "taken" })), told(report("2", { state: "closed" }))])).toMatchObject({
      state: "taken",
      words: "حفرة",
    });
  });

  it("is read again with every list that may show it", () => {
    const client = new QueryClient();
    const lists = [REPORT_KEYS.lists, REPORT_KEYS.of("i"), REPORT_KEYS.likely("2")];
    client.setQueryData(REPORT_KEYS.queue, [queued(report("1"))]);
    client.setQueryData(REPORT_KEYS.card("1"), card);
    for (const key of lists) client.setQueryData(key, []);
    reportsLive.write(client, [told(report("1", { state: "taken" })), told(report("2"))]);
    expect(client.getQueryData<ReportRow[]>(REPORT_KEYS.queue)?.map(({ state }) => state)).toEqual(["taken", "waiting"]);
    expect(client.getQueryData<ReportCard>(REPORT_KEYS.card("1"))?.state).toBe("taken");
    for (const key of [REPORT_KEYS.card("1"), ...lists]) expect(client.getQueryState(key)?.isInvalidated).toBe(true);
    // A report that nobody opened has no cached card.
    expect(client.getQueryData(REPORT_KEYS.card("2"))).toBeUndefined();
  });
});

describe("to open a report", () => {
  afterEach(() => vi.unstubAllGlobals());
  const id = "0b6f3c1e-8f2a-4b64-9c61-2f0a7c1d2e3f";
  const refusal = { type: "about:blank", title: "x", status: 409, code: "report.not_opened", text: { ar: "أ", fr: "b", en: "c" } };

  /** Records the requests to the room. The stubbed room loses the session's openings at request `lostAt`. */
  function asked(lostAt = Number.POSITIVE_INFINITY): string[] {
    const calls: string[] = [];
    vi.stubGlobal("fetch", async (path: string, { method }: RequestInit) => {
      calls.push(`${method} ${path.slice(path.lastIndexOf("/") + 1)}`);
      const isLost = calls.length === lostAt && method === "GET";
      return Response.json(isLost ? refusal : { ...card, reportId: id }, { status: isLost ? 409 : 200 });
    });
    return calls;
  }

  it("is logged at each opening, and not when an open one is read again", async () => {
    const client = new QueryClient();
    const calls = asked();
    await client.fetchQuery(reportCardOf(id));
    await client.fetchQuery(reportCardOf(id));
    client.removeQueries({ queryKey: REPORT_KEYS.card(id) });
    await client.fetchQuery(reportCardOf(id));
    expect(calls).toEqual(["POST readings", `GET ${id}`, "POST readings"]);
  });

  it("is done again by a session that the room does not know to have opened it", async () => {
    const client = new QueryClient();
    const calls = asked(2);
    await client.fetchQuery(reportCardOf(id));
    await client.fetchQuery(reportCardOf(id));
    expect(calls).toEqual(["POST readings", `GET ${id}`, "POST readings"]);
  });
});
