import { calls } from "@amaliyat/contract/calls";
import { reports } from "@amaliyat/contract/reports";
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FakeNetwork } from "../../calls/testing/fake-exchange.ts";
import { until } from "../calls-desk.ts";
import { putPerson } from "../people.ts";
import { signedIn, testClient } from "../test-client.ts";
import { PASSWORD, PLACES, type TestRoom } from "../test-room.ts";
import { newCode, reportBody } from "./things.ts";

type Sector = "SU1" | "SU2";

/** A call with its recording, and a report with its file; both have their place in one sector. */
export type QueueIds = { readonly callId: string; readonly recordingId: string; readonly reportId: string; readonly fileId: string };

/**
 * Makes calls and reports, open or closed, through one call-taker of the sector above both, whose sign-in nothing else uses: nobody else
 * is the person who took them. A call-taker talks with one caller, so a new call ends the one before.
 */
export async function queueThings(room: TestRoom, network: FakeNetwork) {
  await putPerson(room, { username: "queue-desk", role: "call_taker", sectors: ["SD1"] });
  const taker = await signedIn(room.url, "queue-desk", PASSWORD);
  const phone = await until(async () => {
    const given = await taker.ask(calls.phone, { body: { ready: false } });
    return given.ok && given.value.taker;
  });
  network.say({ kind: "phone_registered", extension: phone.extension, at: Date.now() });
  await until(async () => (await taker.must(calls.takers, {})).some((each) => each.extension === phone.extension && each.connected));

  const idOf = async (sql: string, value: string): Promise<string | undefined> =>
    (await room.database.db.pool.query<{ id: string }>(sql, [value])).rows[0]?.id;
  const inState = (callId: string, state: string): Promise<boolean> =>
    until(async () => (await taker.must(calls.card, { params: { callId } })).state === state);

  let talking: string | null = null;
  async function endCall(): Promise<void> {
    if (talking === null) return;
    network.gone(talking, Date.now());
    await inState(talking, "ended");
    talking = null;
  }

  async function call(sector: Sector): Promise<{ callId: string; recordingId: string }> {
    await endCall();
    await taker.ask(calls.ready, {});
    const callId = randomUUID();
    network.ringIn(callId, "1548", "0550123456", Date.now());
    const { legId } = await until(async () => network.ringing().find((leg) => leg.callId === callId));
    network.answer(callId, legId, Date.now());
    await inState(callId, "talking");
    talking = callId;
    await taker.must(calls.setPlace, { params: { callId }, body: { point: PLACES[sector], text: null } });
    const file = join(room.data, "call-recordings", callId);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "sound");
    network.say({ kind: "recorded", callId, file, seconds: 3, lost: 0, beganAt: Date.now() - 3_000, at: Date.now() });
    const recordingId = await until(() => idOf("select recording_id as id from call_recording where call_id = $1", callId));
    return { callId, recordingId };
  }

  async function report(sector: Sector): Promise<{ reportId: string; fileId: string }> {
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
    async closed(sector: Sector): Promise<QueueIds> {
      const made = await open(sector);
      await endCall();
      const params = { reportId: made.reportId };
      await taker.must(reports.take, { params });
      await taker.must(reports.close, { params, body: { end: "known", words: null } });
      return made;
    },
  };
}
