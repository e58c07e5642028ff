import { alerts } from "@amaliyat/contract/alerts";
import { bolos } from "@amaliyat/contract/bolos";
import { afterAll, beforeAll, expect, it } from "vitest";
import { authorisedChild, childBody, publishedAlert } from "../testing/public-alerts.ts";
import { openScreen } from "../testing/screen.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom();
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

/** The public alerts of a child and its BOLO are told within this, once the BOLO expired, ms. */
const TOLD_WITHIN_MS = 1_000;

it("the screens are told within a second that the BOLO on a child expired, once, and that it was renewed", async () => {
  const [dispatcher, supervisor] = [await room.as("dispatcher"), await room.as("supervisor")];
  const child = await authorisedChild(dispatcher, supervisor);
  await child.authorise();
  const { alertId } = await publishedAlert(dispatcher, supervisor, childBody(Date.now(), child.childAlertId));
  const screen = await openScreen(supervisor);
  const told = () => screen.events().filter(({ happening }) => happening.topic === "public_alert" && happening.row.alertId === alertId);
  const expiresAt = Date.now() + 800;
  await room.database.db.pool.query("update bolo set expires_at = $2 where bolo_id = $1", [child.boloId, new Date(expiresAt)]);
  await screen.happens("public_alert", ({ row }) => row.alertId === alertId && !row.authorised);
  expect(Date.now() - expiresAt).toBeGreaterThanOrEqual(0);
  // Real time: the second is promised to those who search.
  expect(Date.now() - expiresAt).toBeLessThan(TOLD_WITHIN_MS);
  await screen.happens("bolo", ({ boloId }) => boloId === child.boloId);
  expect((await dispatcher.must(bolos.page, { params: child })).standing).toBe("expired");
  const { version } = await dispatcher.must(bolos.page, { params: child });
  await supervisor.must(bolos.renew, { params: child, body: { version, hours: 4, reason: "لم يُعثر عليه" } });
  await screen.happens("public_alert", ({ row }) => row.alertId === alertId && row.authorised);
  expect(told().map(({ happening }) => happening.topic === "public_alert" && happening.row.authorised)).toEqual([false, true]);
  const [listed] = (await supervisor.must(alerts.list, { query: {} })).filter((row) => row.alertId === alertId);
  expect(listed).toMatchObject({ standing: "in_force", authorised: true });
  screen.socket.terminate();
});
