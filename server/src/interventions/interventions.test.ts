import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import { codeOf, signedIn, type TestClient } from "../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";

let room: TestRoom;
let operator: TestClient;
let dispatcher: TestClient;
let camera: Awaited<ReturnType<typeof makeCamera>>;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [operator, dispatcher] = [await room.as("operator"), await room.as("dispatcher")];
  camera = await makeCamera(room, "SU1", "cam-1");
});
afterAll(() => room[Symbol.asyncDispose]());

const open = () => operator.must(interventions.open, { body: { origin: "video", cameraId: camera.cameraId, subcategory: "TRF.OBS" } });
const at = ({ interventionId, version }: InterventionCard) => ({ params: { interventionId }, version });
const close = (card: InterventionCard, more: object = {}) =>
  dispatcher.ask(interventions.close, {
    params: at(card).params,
    body: { version: card.version, disposition: "03", outcome: "تم", ...more },
  });
const cancel = (card: InterventionCard, reason = "لا شيء") =>
  dispatcher.ask(interventions.cancel, { params: at(card).params, body: { version: card.version, reason } });
const reopen = (card: InterventionCard, reason = "عاد") =>
  dispatcher.ask(interventions.reopen, { params: at(card).params, body: { version: card.version, reason } });
const note = (card: InterventionCard, text = "ملاحظة") => operator.ask(interventions.note, { params: at(card).params, body: { text } });

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describe("opening from a camera", () => {
  it("brings its place, site, sector, time and the last 30 seconds, with nothing typed", async () => {
    const before = Date.now();
    const card = await operator.must(interventions.open, { body: { origin: "video", cameraId: camera.cameraId } });
    expect(card).toMatchObject({
      state: "open",
      version: 2,
      origin: "video",
      channel: "CAM",
      cameraId: camera.cameraId,
      siteId: camera.siteId,
      sectorId: "SU1",
      place: PLACES.SU1,
      openedBy: "operator",
    });
    expect(Date.parse(card.openedAt)).toBeGreaterThanOrEqual(before);
    const [clip, ...more] = card.clips;
    expect(more).toEqual([]);
    expect(clip).toMatchObject({ cameraId: camera.cameraId, to: card.openedAt });
    expect(Date.parse(clip?.to ?? "") - Date.parse(clip?.from ?? "")).toBe(30_000);
    expect(Date.parse(clip?.keptUntil ?? "")).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    expect(card.events.map(({ kind, by }) => [kind, by])).toEqual([
      ["opened", "operator"],
      ["clip_attached", "operator"],
    ]);
    expect(await logEntries(room, card.interventionId)).toMatchObject([
      { type: "intervention.opened", sector_id: "SU1", work_item: card.reference, detail: { cameraId: camera.cameraId } },
    ]);
  });

  it("numbers them one after the other, also when many are opened at once", async () => {
    const cards = await Promise.all(Array.from({ length: 12 }, open));
    const numbers = cards.map(({ reference }) => Number(/(\d+)$/.exec(reference)?.[1])).toSorted((a, b) => a - b);
    expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it("of another sector is as if there were none", async () => {
    const outsider = await room.as("operator2");
    expect(await outsider.code(interventions.open, { body: { origin: "video", cameraId: camera.cameraId } })).toBe("object.not_found");
  });

  it("takes what is typed all the same: category, priority, a note", async () => {
    const card = await operator.must(interventions.open, {
      body: { origin: "video", cameraId: camera.cameraId, subcategory: "TRF.CNG", priority: "P1", note: "<b>شاحنة</b> \u202e" },
    });
    expect(card).toMatchObject({ subcategory: "TRF.CNG", priority: "P1" });
    expect(card.events.at(-1)).toMatchObject({ kind: "noted", data: { text: "<b>شاحنة</b> \u202e" } });
  });
});

describe("opening without a camera", () => {
  it("finds the sector from the place, and none where there is none", async () => {
    const caller = await room.as("call_taker");
    const opened = (body: object) => caller.must(interventions.open, { body: { origin: "call", ...body } });
    expect(await opened({ place: PLACES.SU1 })).toMatchObject({ sectorId: "SU1", channel: "L17", clips: [], cameraId: null });
    expect(await opened({ channel: "L1548", place: { lat: 36, lon: 3 } })).toMatchObject({ sectorId: null, channel: "L1548" });
    expect(await opened({ placeText: "قرب السوق" })).toMatchObject({ place: null, placeText: "قرب السوق" });
    expect(await opened({})).toMatchObject({ place: null, placeText: null, sectorId: null });
  });

  it("in another sector reaches that sector: the author sees the card once, the others see the intervention", async () => {
    const elsewhere = await openScreen(await room.as("operator2"));
    const card = await operator.must(interventions.open, { body: { origin: "desk", place: PLACES.SU2, note: "من جهة الجيران" } });
    expect(card).toMatchObject({ sectorId: "SU2", state: "open" });
    expect(await elsewhere.happens("intervention", ({ row }) => row.interventionId === card.interventionId)).toMatchObject({
      row: { sectorId: "SU2" },
    });
    elsewhere.socket.terminate();
    expect(await operator.code(interventions.card, { params: at(card).params })).toBe("object.not_found");
    expect(await (await room.as("operator2")).must(interventions.card, { params: at(card).params })).toMatchObject({
      openedBy: "operator",
    });
  });
});

describe("working on an intervention", () => {
  it("classifies, prioritises, places, notes, closes, reopens, cancels; each act is an event and an entry in the log", async () => {
    let card = await operator.must(interventions.open, { body: { origin: "video", cameraId: camera.cameraId } });
    const { params } = at(card);
    card = await operator.must(interventions.classify, { params, body: { version: card.version, subcategory: "ACC.INJ" } });
    card = await operator.must(interventions.prioritise, { params, body: { version: card.version, priority: "P1", reason: "جرحى" } });
    card = await operator.must(interventions.place, {
      params,
      body: { version: card.version, place: { lat: 31.906, lon: 5.306 }, placeText: "قرب المسجد" },
    });
    card = valueOf(await note(card));
    card = valueOf(await close(card));
    expect(card).toMatchObject({
      state: "closed",
      disposition: "03",
      outcome: "تم",
      priority: "P1",
      subcategory: "ACC.INJ",
      placeText: "قرب المسجد",
    });
    card = valueOf(await reopen(card));
    expect(card).toMatchObject({ state: "open", disposition: null, outcome: null, closedAt: null });
    card = valueOf(await cancel(card));
    expect(card).toMatchObject({ state: "cancelled", cancelReason: "لا شيء" });
    card = valueOf(await reopen(card));
    expect(card.events.map(({ kind }) => kind)).toEqual([
      "opened",
      "clip_attached",
      "classified",
      "prioritised",
      "placed",
      "noted",
      "closed",
      "reopened",
      "cancelled",
      "reopened",
    ]);
    expect(card.events.map(({ seq }) => seq)).toEqual(card.events.map((_, n) => n + 1));
    const entries = await logEntries(room, params.interventionId);
    expect(entries.map(({ type }) => type.replace("intervention.", ""))).toEqual([
      "opened",
      "classified",
      "changed",
      "changed",
      "noted",
      "closed",
      "reopened",
      "cancelled",
      "reopened",
    ]);
    expect(entries.every(({ work_item, sector_id }) => work_item === card.reference && sector_id === "SU1")).toBe(true);
  });

  it("changes nothing when it was so already", async () => {
    const card = await open();
    const again = await operator.must(interventions.classify, {
      params: at(card).params,
      body: { version: card.version, subcategory: "TRF.OBS" },
    });
    expect(again.version).toBe(card.version);
    expect(again.events).toHaveLength(card.events.length);
  });

  it("to another sector hands it over: those who had it are told where it went", async () => {
    const card = await open();
    const [here, there] = [await openScreen(operator), await openScreen(await room.as("operator2"))];
    const moved = await operator.must(interventions.place, {
      params: at(card).params,
      body: { version: card.version, place: PLACES.SU2, placeText: null },
    });
    expect(moved).toMatchObject({ sectorId: "SU2", version: card.version + 1 });
    for (const screen of [here, there]) {
      await screen.happens("intervention", ({ row }) => row.interventionId === card.interventionId && row.sectorId === "SU2");
      screen.socket.terminate();
    }
    expect(codeOf(await note(card))).toBe("object.not_found");
  });
});

describe("what makes no sense is refused with its code", () => {
  it("on a closed, a cancelled and an open one", async () => {
    const closed = valueOf(await close(await open()));
    expect(codeOf(await close(closed))).toBe("intervention.already_closed");
    expect(codeOf(await cancel(closed))).toBe("intervention.already_closed");
    const cancelled = valueOf(await cancel(await open()));
    expect(codeOf(await close(cancelled))).toBe("intervention.already_cancelled");
    expect(codeOf(await reopen(await open()))).toBe("intervention.still_open");
    expect(codeOf(await note(closed))).toBe("ok");
    expect(valueOf(await note(cancelled))).toMatchObject({ state: "cancelled" });
  });

  it("without a category, an outcome, a reason, a text or a place", async () => {
    const bare = await operator.must(interventions.open, { body: { origin: "video", cameraId: camera.cameraId } });
    expect(codeOf(await close(bare))).toBe("intervention.still_unclassified");
    expect(valueOf(await close(bare, { forReview: true }))).toMatchObject({ state: "closed", needsReview: true });
    const card = await open();
    expect(codeOf(await close(card, { outcome: "\u200f\u202e" }))).toBe("intervention.outcome_missing");
    for (const nothing of ["\u200f", ".", "ااا"]) expect(codeOf(await cancel(card, nothing))).toBe("request.reason_missing");
    expect(codeOf(await note(card, "\u200b"))).toBe("intervention.note_missing");
    const place = { version: card.version, place: null, placeText: null };
    expect(await operator.code(interventions.place, { params: at(card).params, body: place })).toBe("intervention.place_missing");
    expect(codeOf(await close(card, { outcome: "x".repeat(4001) }))).toBe("request.invalid");
  });

  it("from an older version: the colleague's work stays", async () => {
    const card = await open();
    await operator.must(interventions.classify, { params: at(card).params, body: { version: card.version, subcategory: "TRF.CNG" } });
    expect(codeOf(await close(card))).toBe("intervention.changed_meanwhile");
    const stale = { params: at(card).params, body: { version: card.version, subcategory: "DRG.USE" } } as const;
    expect(await operator.code(interventions.classify, stale)).toBe("intervention.changed_meanwhile");
    expect(await operator.must(interventions.card, { params: at(card).params })).toMatchObject({ subcategory: "TRF.CNG", state: "open" });
  });

  it("of two at once from the same version one is kept and the other told, and no note is lost", async () => {
    const card = await open();
    const acts = await Promise.all([
      operator.code(interventions.classify, { params: at(card).params, body: { version: card.version, subcategory: "TRF.CNG" } }),
      dispatcher.code(interventions.prioritise, { params: at(card).params, body: { version: card.version, priority: "P1" } }),
      close(card).then(codeOf),
      ...Array.from({ length: 5 }, (_, n) => note(card, `n${n}`).then(codeOf)),
    ]);
    expect(acts.slice(0, 3).filter((code) => code === "ok").length).toBeLessThanOrEqual(1);
    expect(acts.slice(0, 3).every((code) => code === "ok" || code === "intervention.changed_meanwhile")).toBe(true);
    expect(acts.slice(3)).toEqual(Array.from({ length: 5 }, () => "ok"));
    const after = await operator.must(interventions.card, { params: at(card).params });
    expect(after.events.map(({ seq }) => seq)).toEqual(after.events.map((_, n) => n + 1));
    expect(after.events.filter(({ kind }) => kind === "noted")).toHaveLength(5);
  });
});

describe("the list", () => {
  it("pages through all of them once, newest first, and filters", async () => {
    const analyst = await signedIn(room.url, "analyst", PASSWORD);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await analyst.must(interventions.list, { query: { size: 5, cursor } });
      expect(page.rows.length).toBeLessThanOrEqual(5);
      seen.push(...page.rows.map(({ interventionId }) => interventionId));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    const { rows } = await room.database.db.pool.query("select from intervention where sector_id = 'SU1' or sector_id is null");
    expect(seen).toHaveLength(rows.length);
    const closed = await analyst.must(interventions.list, { query: { state: "closed", category: "TRF" } });
    expect(closed.rows.length).toBeGreaterThan(0);
    expect(closed.rows.every(({ state, subcategory }) => state === "closed" && subcategory.startsWith("TRF."))).toBe(true);
  });

  it("finds a place however it is written, and takes no sign for a pattern", async () => {
    await operator.must(interventions.open, { body: { origin: "desk", placeText: "شارع الأُخُوّة ١٢" } });
    const found = async (q: string) => (await operator.must(interventions.list, { query: { q } })).rows.map(({ placeText }) => placeText);
    expect(await found("الاخوه 12")).toEqual(["شارع الأُخُوّة ١٢"]);
    expect(await found("%")).not.toEqual(["شارع الأُخُوّة ١٢"]);
    expect(await found("ا_خوة")).toEqual([]);
  });

  it("refuses a cursor that it did not make", async () => {
    const forged = (text: string) => operator.code(interventions.list, { query: { cursor: Buffer.from(text).toString("base64url") } });
    for (const text of ["nonsense", `2026-01-01T00:00:00Z ${"-".repeat(36)}`, "2026-01-01T00:00:00Z '; select 1"])
      expect(await forged(text), text).toBe("request.invalid");
    expect(await operator.code(interventions.list, { query: { sectorId: "\u0000" } })).toBe("request.invalid");
  });
});
