import { calls } from "@amaliyat/contract/calls";
import { reports } from "@amaliyat/contract/reports";
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FakeNetwork } from "../../calls/testing/fake-exchange.ts";
import { until } from "../calls-desk.ts";
import { putPerson } from "../people.ts";
import { signedIn, testClient, type TestClient } from "../test-client.ts";
import { PASSWORD, PLACES, type TestRoom } from "../test-room.ts";
import { newCode, reportBody } from "./things.ts";

type Sector = "SU1" | "SU2";

type CallIds = { readonly callId: string; readonly recordingId: string };
type ReportIds = { readonly reportId: string; readonly fileId: string };

/** A call with its recording, and a report with its file; both have their place in one sector. */
export type QueueIds = CallIds & ReportIds;

/**
 * Makes calls and reports, open or closed, through call-takers of the sector above both, whose sign-ins nothing else uses: nobody else
 * is the person who took them. A call-taker talks with one caller, so a new call ends the one before.
 */
export async function queueThings(room: TestRoom, network: FakeNetwork, desks = 1) {
  const takers = new Map<string, TestClient>();
  for (let nth = 1; nth <= desks; nth++) {
    const username = `queue-desk${nth}`;
    await putPerson(room, { username, role: "call_taker", sectors: ["SD1"] });
    const client = await signedIn(room.url, username, PASSWORD);
    const phone = await until(async () => {
      const given = await client.ask(calls.phone, { body: { ready: false } });
      return given.ok && given.value.taker;
    });
    network.say({ kind: "phone_registered", extension: phone.extension, at: Date.now() });
    await until(async () => (await client.must(calls.takers, {})).some((each) => each.extension === phone.extension && each.connected));
    takers.set(phone.extension, client);
  }
  const takerAt = (extension: string): TestClient => {
    const found = takers.get(extension);
    if (found === undefined) throw new Error(`no desk of the queue has the telephone ${extension}`);
    return found;
  };
  const taker = takerAt([...takers.keys()][0] ?? "");

  const idOf = async (sql: string, value: string): Promise<string | undefined> =>
    (await room.database.db.pool.query<{ id: string }>(sql, [value])).rows[0]?.id;
  const inState = (callId: string, state: string): Promise<boolean> =>
    until(async () => (await taker.must(calls.card, { params: { callId } })).state === state);

  let talking: string[] = [];
  async function endCalls(): Promise<void> {
    for (const callId of talking) network.gone(callId, Date.now());
    for (const callId of talking) await inState(callId, "ended");
    talking = [];
  }

  /** Rings a call at a free desk, whose call-taker answers it. */
  async function ring(): Promise<{ callId: string; client: TestClient }> {
    const callId = randomUUID();
    network.ringIn(callId, "1548", "0550123456", Date.now());
    const { legId, target } = await until(async () => network.ringing().find((leg) => leg.callId === callId));
    network.answer(callId, legId, Date.now());
    return { callId, client: takerAt(target.kind === "extension" ? target.extension : "") };
  }

  /** One call at each desk. Most of a call's time is waiting for the journal: calls side by side wait together. */
  async function callAll(sector: Sector): Promise<CallIds[]> {
    await endCalls();
    await Promise.all([...takers.values()].map((client) => client.ask(calls.ready, {})));
    const rung = await Promise.all([...takers].map(ring));
    talking = rung.map(({ callId }) => callId);
    for (const callId of talking) await inState(callId, "talking");
    const folder = join(room.data, "call-recordings");
    await mkdir(folder, { recursive: true });
    const finish = async ({ callId, client }: (typeof rung)[number]): Promise<void> => {
      await client.must(calls.setPlace, { params: { callId }, body: { point: PLACES[sector], text: null } });
      const file = join(folder, callId);
      await writeFile(file, "sound");
      network.say({ kind: "recorded", callId, file, seconds: 3, lost: 0, beganAt: Date.now() - 3_000, at: Date.now() });
    };
    await Promise.all(rung.map(finish));
    const made: CallIds[] = [];
    for (const callId of talking) {
      const recordingId = await until(() => idOf("select recording_id as id from call_recording where call_id = $1", callId));
      made.push({ callId, recordingId });
    }
    return made;
  }

  async function call(sector: Sector): Promise<CallIds> {
    const [made] = await callAll(sector);
    if (made === undefined) throw new Error("no call was made");
    return made;
  }

  async function report(sector: Sector): Promise<ReportIds> {
    const body = reportBody(newCode(), PLACES[sector]);
    const { reference } = await testClient(room.url).must(reports.send, { body });
    const reportId = (await idOf("select report_id as id from report where reference = $1", reference)) ?? "";
    await taker.must(reports.open, { params: { reportId } });
    return { reportId, fileId: body.files[0]?.fileId ?? "" };
  }

  const open = async (sector: Sector): Promise<QueueIds> => ({ ...(await call(sector)), ...(await report(sector)) });
  return {
    /** The caller talks, the report waits. */
    open,
    /** Callers who talk, one at each desk. */
    callAll,
    /** A report that waits. */
    report,
    async closed(sector: Sector): Promise<QueueIds> {
      const made = await open(sector);
      await endCalls();
      const params = { reportId: made.reportId };
      await taker.must(reports.take, { params });
      await taker.must(reports.close, { params, body: { end: "known", words: null } });
      return made;
    },
  };
}
