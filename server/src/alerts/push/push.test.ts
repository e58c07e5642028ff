import { alerts, pushMessage } from "@amaliyat/contract/alerts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { alertBody, publishedAlert } from "../../testing/public-alerts.ts";
import { signerOf, startPushService, telephone } from "../../testing/citizens.ts";
import { testClient, type TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const CONTACT = "mailto:room@amaliyat.example";
let room: TestRoom;
let dispatcher: TestClient;
let supervisor: TestClient;
let citizen: TestClient;
let service: Awaited<ReturnType<typeof startPushService>>;
beforeAll(async () => {
  service = await startPushService();
  const environment = { AMALIYAT_PUSH_HOSTS: "127.0.0.1=127.0.0.0/8,push.example", AMALIYAT_PUSH_CONTACT: CONTACT };
  room = await startTestRoom({ environment });
  [dispatcher, supervisor, citizen] = [await room.as("dispatcher"), await room.as("supervisor"), testClient(room.url)];
}, 60_000);
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const subscribe = async (path: string, language: "ar" | "fr" | "en" = "ar") => {
  const phone = telephone(`${service.origin}${path}`, language);
  await citizen.must(alerts.subscribe, { body: phone.subscription });
  return phone;
};
const arrived = (path: string, count = 1) =>
  vi.waitFor(() => expect(service.of(path)).toHaveLength(count), { timeout: 30_000, interval: 100 }).then(() => service.of(path));
const kept = async (): Promise<number> =>
  Number((await room.database.db.pool.query<{ n: string }>("select count(*) as n from push_subscription")).rows[0]?.n);

describe("a subscription", () => {
  it("is taken for push services of the list alone, and with keys to which something can be encrypted", async () => {
    const { subscription } = telephone("https://push.example/ok");
    const codeFor = (change: object) => citizen.code(alerts.subscribe, { body: { ...subscription, ...change } });
    for (const endpoint of [
      "https://evil.example/x",
      "http://push.example/x",
      "https://push.example@evil.example/x",
      "https://169.254.169.254/x",
    ])
      expect(await codeFor({ endpoint }), endpoint).toBe("push.host_not_allowed");
    expect(await codeFor({ keys: { ...subscription.keys, p256dh: "B".repeat(87) } })).toBe("push.keys_malformed");
    expect(await codeFor({ keys: { p256dh: "short", auth: subscription.keys.auth } })).toBe("request.invalid");
    expect(await kept()).toBe(0);
    expect([await codeFor({}), await codeFor({ language: "fr" }), await kept()]).toEqual(["ok", "ok", 1]);
    await citizen.must(alerts.unsubscribe, { body: { endpoint: subscription.endpoint } });
    expect([await citizen.code(alerts.unsubscribe, { body: { endpoint: subscription.endpoint } }), await kept()]).toEqual(["ok", 0]);
  });

  it("lies sealed: neither its address nor its keys can be read from a copy of the table", async () => {
    const phone = await subscribe("/sealed");
    const { rows } = await room.database.db.pool.query<{ row: string }>(
      "select row_to_json(s)::text || encode(sealed, 'escape') as row from push_subscription s",
    );
    for (const { row } of rows) for (const secret of ["/sealed", phone.subscription.keys.auth]) expect(row).not.toContain(secret);
    await citizen.must(alerts.unsubscribe, { body: { endpoint: phone.subscription.endpoint } });
  });
});

describe("a published alert", () => {
  it("reaches each phone in its language, encrypted for it alone and signed with the key that it subscribed with; its end does too", async () => {
    const { pushKey } = await citizen.must(alerts.inForce, {});
    const phones = { "/ar": await subscribe("/ar"), "/fr": await subscribe("/fr", "fr"), "/en": await subscribe("/en", "en") };
    const { alertId } = await publishedAlert(dispatcher, supervisor, { ...alertBody(Date.now()), kind: "danger" });
    for (const [path, phone] of Object.entries(phones)) {
      const [message] = await arrived(path);
      if (message === undefined) throw new Error("nothing arrived");
      const { headers, body } = message;
      expect(headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high", topic: alertId.replaceAll("-", "") });
      expect(Number(headers.ttl)).toBeGreaterThan(6 * 3_600 - 120);
      expect(body.length).toBeLessThanOrEqual(4_096);
      expect(Number(headers["content-length"])).toBe(body.length);
      const { key, claims } = signerOf(headers);
      expect([key, claims["aud"], claims["sub"]]).toEqual([pushKey, service.origin, CONTACT]);
      expect(Number(claims["exp"]) * 1_000 - Date.now()).toBeLessThanOrEqual(86_400_000);
      const said = pushMessage.parse(phone.read(body));
      expect(said).toMatchObject({ event: "published", alertId, kind: "danger", tag: headers["topic"] });
      expect(said.title).toBe(path === "/ar" ? "غلق شارع فلسطين" : "Rue de Palestine fermée");
    }
    expect(() => phones["/ar"].read(service.of("/fr")[0]?.body ?? Buffer.alloc(200))).toThrow();
    await vi.waitFor(async () => {
      const [row] = await supervisor.must(alerts.list, { query: { standing: "in_force" } });
      expect(row?.pushed).toEqual({ told: 3, unreached: 0 });
    }, 10_000);
    await supervisor.must(alerts.end, { params: { publicAlertId: alertId }, body: { version: 2, reason: "انتهى الخطر" } });
    const [, over] = await arrived("/ar", 2);
    expect(phones["/ar"].read(over?.body ?? Buffer.alloc(0))).toMatchObject({ event: "ended", alertId });
    const entries = (await logEntries(room, alertId)).filter(({ type }) => type === "public_alert.pushed");
    expect(entries[0]?.detail).toEqual({ event: "published", told: 3, unreached: 0 });
    for (const phone of Object.values(phones)) await citizen.must(alerts.unsubscribe, { body: { endpoint: phone.subscription.endpoint } });
  }, 60_000);

  it("forgets phones that are gone, tries again where a push service is away, and gives up where it says no", async () => {
    for (const [path, ...codes] of [
      ["/gone", 410],
      ["/unknown", 404],
      ["/away", 503],
      ["/no", 403],
    ] as const) {
      await subscribe(path);
      service.answers(path, ...codes);
    }
    const { alertId } = await publishedAlert(dispatcher, supervisor, alertBody(Date.now()));
    await arrived("/away", 2);
    await vi.waitFor(async () => {
      const found = await supervisor.must(alerts.list, { query: {} });
      expect(found.find((one) => one.alertId === alertId)?.pushed).toEqual({ told: 1, unreached: 1 });
    }, 10_000);
    expect([service.of("/gone").length, service.of("/unknown").length, service.of("/no").length]).toEqual([1, 1, 1]);
    expect(await kept()).toBe(2);
    for (const path of ["/away", "/no"]) await citizen.must(alerts.unsubscribe, { body: { endpoint: `${service.origin}${path}` } });
  }, 60_000);

  it("goes out by batches to each phone once", async () => {
    const paths = Array.from({ length: 130 }, (_, nth) => `/many-${nth}`);
    for (const path of paths) await subscribe(path);
    await publishedAlert(dispatcher, supervisor, alertBody(Date.now()));
    await vi.waitFor(
      () => expect(new Set(service.received.map(({ path }) => path).filter((path) => path.startsWith("/many-"))).size).toBe(130),
      40_000,
    );
    for (const path of paths) expect(service.of(path), path).toHaveLength(1);
  }, 90_000);
});

it("lets one network subscribe only so often within the hour", async () => {
  const { subscription } = telephone("https://push.example/flood");
  let code = "ok";
  for (let n = 0; n < 620 && code === "ok"; n++)
    code = await citizen.code(alerts.unsubscribe, { body: { endpoint: subscription.endpoint } });
  expect(code).toBe("request.too_many");
}, 60_000);
