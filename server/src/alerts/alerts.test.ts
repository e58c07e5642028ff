import { alerts } from "@amaliyat/contract/alerts";
import { bolos } from "@amaliyat/contract/bolos";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WHERE_TAKEN } from "../testing/things/drawings.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { alertBody, authorisedChild, childBody, publishedAlert } from "../testing/public-alerts.ts";
import { openScreen } from "../testing/screen.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { clientsOf, startTestRoom, type TestRoom } from "../testing/test-room.ts";

const clock = movedClock();
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
let citizen: TestClient;
let as: ReturnType<typeof clientsOf>;
async function signIn(): Promise<void> {
  as = clientsOf(room.url);
  [dispatcher, supervisor] = [await as("dispatcher"), await as("supervisor")];
}
/** Sessions that were idle so long are over, and people sign in again. */
async function later(ms: number): Promise<void> {
  clock.forward(ms);
  await signIn();
}
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  citizen = testClient(room.url);
  await signIn();
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const HOUR = 3_600_000;
const body = (change = {}) => ({ ...alertBody(clock.now()), ...change });
const inForce = async () => (await citizen.must(alerts.inForce, {})).alerts;
const shownOf = async (alertId: string) => (await inForce()).find((one) => one.alertId === alertId);
const params = (publicAlertId: string) => ({ params: { publicAlertId } });

it("is shown by every phone once another person published it, and says nothing of the people of the room", async () => {
  const draft = await dispatcher.must(alerts.write, { body: body() });
  expect(draft).toMatchObject({ standing: "draft", version: 1, written: { by: "dispatcher" }, published: null });
  expect(await shownOf(draft.alertId)).toBeUndefined();
  expect(await dispatcher.code(alerts.publish, { ...params(draft.alertId), body: { version: 1 } })).toBe("access.not_your_role");
  const row = await supervisor.must(alerts.publish, { ...params(draft.alertId), body: { version: 1 } });
  expect(row).toMatchObject({ standing: "in_force", version: 2, published: { by: "supervisor" } });
  const response = await citizen.fetch("/api/allo/alerts");
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "public, max-age=30"]);
  const told = await response.text();
  expect(told).toContain("غلق شارع فلسطين");
  for (const word of ["dispatcher", "supervisor", draft.reference, draft.written.userId]) expect(told).not.toContain(word);
  const entries = await logEntries(room, draft.alertId);
  const done = entries.filter(({ outcome }) => outcome === "done");
  expect(done.map(({ type, actor_name: by }) => [type, by])).toEqual([
    ["public_alert.written", "dispatcher"],
    ["public_alert.published", "supervisor"],
  ]);
});

describe("four eyes", () => {
  it("keeps a supervisor from publishing what they wrote or changed last; another does", async () => {
    const own = await supervisor.must(alerts.write, { body: body() });
    expect(await supervisor.code(alerts.publish, { ...params(own.alertId), body: { version: 1 } })).toBe("public_alert.same_person");
    const other = await as("supervisor2");
    expect(await other.code(alerts.publish, { ...params(own.alertId), body: { version: 1 } })).toBe("ok");
    const draft = await dispatcher.must(alerts.write, { body: body() });
    const changed = await supervisor.must(alerts.change, { ...params(draft.alertId), body: { ...body({ reach: null }), version: 1 } });
    expect(changed).toMatchObject({ version: 2, reach: null, written: { by: "supervisor" } });
    expect(await supervisor.code(alerts.publish, { ...params(draft.alertId), body: { version: 2 } })).toBe("public_alert.same_person");
  });

  it("stands in the table too, whatever the program does", async () => {
    const row = await publishedAlert(dispatcher, supervisor, body());
    await expect(
      room.database.db.pool.query("update public_alert set published_by = written_by where alert_id = $1", [row.alertId]),
    ).rejects.toThrow(/check/);
  });
});

it("does not change once it was published, and of two who saw the same draft one comes too late", async () => {
  const row = await publishedAlert(dispatcher, supervisor, body());
  expect(await dispatcher.code(alerts.change, { ...params(row.alertId), body: { ...body(), version: 2 } })).toBe(
    "public_alert.wrong_state",
  );
  const draft = await dispatcher.must(alerts.write, { body: body() });
  await dispatcher.must(alerts.change, { ...params(draft.alertId), body: { ...body(), version: 1 } });
  expect(await supervisor.code(alerts.publish, { ...params(draft.alertId), body: { version: 1 } })).toBe("public_alert.changed_meanwhile");
});

it("published at once it stays in force, on telephones and in the feed, when the clock is put back by an hour", async () => {
  await later(HOUR);
  const row = await publishedAlert(dispatcher, supervisor, body());
  const coming = await publishedAlert(dispatcher, supervisor, { ...body(), from: new Date(clock.now() + 1_000).toISOString() });
  await later(-HOUR);
  expect([await shownOf(row.alertId), await shownOf(coming.alertId)]).toMatchObject([{ alertId: row.alertId }, undefined]);
  const feed = await (await citizen.fetch("/api/allo/alerts/cap.atom")).text();
  expect([feed.includes(row.alertId), feed.includes(coming.alertId)]).toEqual([true, false]);
  const listed = await supervisor.must(alerts.list, { query: { standing: "in_force" } });
  expect(listed.map(({ alertId }) => alertId)).toContain(row.alertId);
  await later(HOUR);
});

it("begins when it says so, is renewed while it holds, expires by the clock, and is ended with a reason", async () => {
  const from = new Date(clock.now() + HOUR).toISOString();
  const until = new Date(clock.now() + 2 * HOUR).toISOString();
  const coming = await publishedAlert(dispatcher, supervisor, { ...body({ until }), from });
  expect([coming.standing, await shownOf(coming.alertId)]).toEqual(["coming", undefined]);
  await later(HOUR);
  expect(await shownOf(coming.alertId)).toMatchObject({ from, until });
  const longer = new Date(clock.now() + 3 * HOUR).toISOString();
  expect(await dispatcher.code(alerts.renew, { ...params(coming.alertId), body: { version: 2, until: longer } })).toBe(
    "access.not_your_role",
  );
  expect(await supervisor.code(alerts.renew, { ...params(coming.alertId), body: { version: 2, until } })).toBe("public_alert.span_wrong");
  await supervisor.must(alerts.renew, { ...params(coming.alertId), body: { version: 2, until: longer } });
  await later(2 * HOUR);
  expect(await shownOf(coming.alertId)).toMatchObject({ until: longer });
  await later(HOUR);
  expect(await shownOf(coming.alertId)).toBeUndefined();
  const expired = await dispatcher.must(alerts.list, { query: { standing: "expired" } });
  expect(expired.map(({ alertId }) => alertId)).toContain(coming.alertId);
  const row = await publishedAlert(dispatcher, supervisor, body());
  const ended = await dispatcher.must(alerts.end, { ...params(row.alertId), body: { version: 2, reason: "فُتح الطريق" } });
  expect(ended).toMatchObject({ standing: "ended", ended: { by: "dispatcher", reason: "فُتح الطريق" } });
  expect(await shownOf(row.alertId)).toBeUndefined();
  expect((await logEntries(room, row.alertId)).at(-1)).toMatchObject({ type: "public_alert.ended", detail: { reason: "فُتح الطريق" } });
});

describe("a missing child", () => {
  const ofChild = (childAlertId: string | null) => childBody(clock.now(), childAlertId);
  const pictureOf = (alertId: string) => citizen.fetch(`/api/allo/alerts/${alertId}/picture`);

  it("is told with the prosecutor's leave alone, with the authorised text to the letter, and no longer than the child is looked for", async () => {
    const child = await authorisedChild(dispatcher, supervisor);
    expect(await dispatcher.code(alerts.write, { body: ofChild(child.childAlertId) })).toBe("public_alert.not_authorised");
    expect(await dispatcher.code(alerts.write, { body: ofChild(null) })).toBe("public_alert.not_authorised");
    await child.authorise();
    const offered = await dispatcher.must(alerts.children, {});
    expect(offered).toMatchObject([{ childAlertId: child.childAlertId, ...child.said }]);
    const typed = { ...ofChild(child.childAlertId), texts: body().texts };
    const row = await publishedAlert(dispatcher, supervisor, typed);
    expect(row.texts).toMatchObject({ ar: { words: child.said.ar }, fr: { words: child.said.fr }, en: null });
    expect(await dispatcher.must(alerts.children, {})).toEqual([]);
    expect(await shownOf(row.alertId)).toMatchObject({ kind: "missing_child", texts: { ar: { words: child.said.ar } }, hasPicture: true });
    const picture = await pictureOf(row.alertId);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(Buffer.from(await picture.arrayBuffer()).toString("latin1")).not.toContain(WHERE_TAKEN);
    const page = await dispatcher.must(bolos.page, { params: child });
    await dispatcher.must(bolos.cancel, { params: child, body: { version: page.version, end: "found", words: "عُثر عليه" } });
    expect([await shownOf(row.alertId), (await pictureOf(row.alertId)).status]).toEqual([undefined, 404]);
    const [listed] = (await supervisor.must(alerts.list, { query: {} })).filter(({ alertId }) => alertId === row.alertId);
    expect(listed).toMatchObject({ standing: "ended", ended: { by: "dispatcher", reason: "عُثر عليه" } });
    const until = new Date(clock.now() + 20 * HOUR).toISOString();
    expect(await supervisor.code(alerts.renew, { ...params(row.alertId), body: { version: 3, until } })).toBe("public_alert.wrong_state");
  });

  it("is off the screens of the room at once when the child is found, or the leave taken back", async () => {
    for (const way of ["found", "withdrawn"] as const) {
      const child = await authorisedChild(dispatcher, supervisor);
      await child.authorise();
      const row = await publishedAlert(dispatcher, supervisor, ofChild(child.childAlertId));
      const screen = await openScreen(supervisor);
      const page = await dispatcher.must(bolos.page, { params: child });
      await (way === "found"
        ? dispatcher.must(bolos.cancel, { params: child, body: { version: page.version, end: "found", words: "عُثر عليه" } })
        : dispatcher.must(bolos.withdrawAlert, {
            params: { boloId: child.boloId, alertId: child.childAlertId },
            body: { reason: "أمر النيابة" },
          }));
      await screen.happens("public_alert", ({ row: told }) => told.alertId === row.alertId && told.standing === "ended");
      screen.socket.terminate();
      expect(await shownOf(row.alertId)).toBeUndefined();
      expect((await logEntries(room, row.alertId)).at(-1)?.type).toBe("public_alert.ended");
    }
  });

  it("is not told under another kind: the text is refused, for a draft too, with the way to go", async () => {
    const said = { title: "طفلة مفقودة", words: "طفلة مفقودة سنها 6 سنوات، اسمها مريم", area: "ورقلة" };
    const texts = { ar: said, fr: { title: "Fillette disparue", words: "Fillette de 6 ans, Meriem", area: "Ouargla" }, en: null };
    for (const kind of ["other", "danger"] as const)
      expect(await dispatcher.code(alerts.write, { body: body({ kind, texts }) })).toBe("public_alert.child_by_content");
    const draft = await dispatcher.must(alerts.write, { body: body() });
    expect(await dispatcher.code(alerts.change, { ...params(draft.alertId), body: { ...body({ texts }), version: 1 } })).toBe(
      "public_alert.child_by_content",
    );
  });

  it("is not published where the leave was taken back after the draft was written", async () => {
    const child = await authorisedChild(dispatcher, supervisor);
    await child.authorise();
    const draft = await dispatcher.must(alerts.write, { body: ofChild(child.childAlertId) });
    expect((await pictureOf(draft.alertId)).status).toBe(404);
    await supervisor.must(bolos.withdrawAlert, {
      params: { boloId: child.boloId, alertId: child.childAlertId },
      body: { reason: "أمر النيابة" },
    });
    expect(await supervisor.code(alerts.publish, { ...params(draft.alertId), body: { version: 1 } })).toBe("public_alert.not_authorised");
    expect(await dispatcher.code(alerts.end, { ...params(draft.alertId), body: { version: 1, reason: "سحب الإذن" } })).toBe("ok");
  });

  it("is written by nobody who does not see its BOLO", async () => {
    const child = await authorisedChild(dispatcher, supervisor);
    await child.authorise();
    const stranger = await as("dispatcher2");
    expect(await stranger.code(alerts.write, { body: ofChild(child.childAlertId) })).toBe("public_alert.not_authorised");
    expect((await stranger.must(alerts.children, {})).map((one) => one.childAlertId)).not.toContain(child.childAlertId);
  });
});

it("has no push where none was set up: the key is not there and subscriptions are refused", async () => {
  expect((await citizen.must(alerts.inForce, {})).pushKey).toBeNull();
  const keys = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
  expect(await citizen.code(alerts.subscribe, { body: { endpoint: "https://push.example/a", keys, language: "ar" } })).toBe("push.off");
});
