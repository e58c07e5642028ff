import { NEW_LINE } from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { SYSTEM, transaction, withVault } from "../../platform/database/index.ts";
import { vaultWith } from "../../platform/vault.ts";
import { FakeNetwork } from "../testing/fake-exchange.ts";
import { database, rows, settled, started, useRoom } from "../testing/switchboard.ts";
import { readTexts } from "../rows/text-store.ts";

useRoom();

const LONG = `${"ا".repeat(99)}${NEW_LINE}`.repeat(200);
/** The transaction that wrote the whole text of a call last. */
const wholeBy = (callId: string) => rows<{ by: string }>(`select xmin::text as by from call_text where call_id = '${callId}'`);

it("appends what is written, whatever was written before: 200 packets after 20,000 letters are written in parts", async () => {
  await using stack = new AsyncDisposableStack();
  const db = withVault(database.db, vaultWith(Buffer.alloc(32)));
  const network = new FakeNetwork();
  const board = stack.use(await started(network, Date.now, db));
  const callId = randomUUID();
  let sequence = 0;
  const types = (text: string): void =>
    network.say({ kind: "text", callId, text, mark: { ssrc: 7, sequence: sequence++ }, at: Date.now() });
  network.ringIn(callId, "17", "0550000093", Date.now(), null, false, "alone");
  types(LONG);
  await settled(board);
  const whole = await wholeBy(callId);
  for (let nth = 0; nth < 200; nth++) {
    types("x");
    if (nth % 4 === 3) await settled(board);
  }
  await settled(board);
  const kept = (await transaction(db, SYSTEM, (tx) => readTexts(tx, [callId]), { readOnly: true })).get(callId);
  expect(kept?.conversation.lines.filter(({ by }) => by === "caller").at(-1)?.text).toBe("x".repeat(200));
  expect(kept?.mark).toEqual({ ssrc: 7, sequence: 200 });
  // Fourteen million bytes of the database's log, where the whole text was written each time; 65,000 with parts alone.
  expect(whole).toHaveLength(1);
  expect(await wholeBy(callId)).toEqual(whole);
  const parts = () => rows<{ nth: number }>(`select nth from call_text_part where call_id = '${callId}' order by nth`);
  expect((await parts()).length).toBeGreaterThan(30);
  network.gone(callId, Date.now());
  await settled(board);
  // Written whole once it is over.
  expect(await parts()).toEqual([]);
  expect((await transaction(db, SYSTEM, (tx) => readTexts(tx, [callId]), { readOnly: true })).get(callId)).toEqual(kept);
}, 120_000);
