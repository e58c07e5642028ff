import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, photos, type InterventionCard } from "@amaliyat/contract/interventions";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openScreen } from "../../testing/screen.ts";
import { JPEG } from "../../testing/things/drawings.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { openVault } from "../../platform/vault.ts";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";
import { openPhotos } from "./photo-files.ts";
import { erasePhotos } from "./photo-retention.ts";

let room: TestRoom;
/** Desks of the first sector, of the second, and of both. */
let first: TestClient;
let second: TestClient;
let both: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [first, second, both] = [await room.as("dispatcher"), await room.as("dispatcher2"), await room.as("dispatcher0")];
  crew = await room.as("patrol");
  unitId = (await makeUnit(room, "SU1", "PS-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (sector: "SU1" | "SU2") =>
  both.must(interventions.open, { body: { origin: "desk", place: PLACES[sector], subcategory: "SUS.PER" } });
const params = ({ interventionId }: InterventionCard) => ({ params: { interventionId } });
const versionOf = async (of: InterventionCard) => (await both.must(interventions.card, params(of))).version;
const send = (to: InterventionCard) => both.must(dispatch.assign, { ...params(to), body: { unitId, anyway: true } });
const picture = async (assignmentId: string) =>
  (await crew.must(photos.attach, { params: { assignmentId }, query: {}, body: JPEG })).photoId;
const merge = async (one: InterventionCard, into: InterventionCard) =>
  both.must(interventions.merge, {
    ...params(one),
    body: { version: await versionOf(one), into: into.interventionId, moveAssignments: true },
  });
const split = async (one: InterventionCard, assignmentId: string) =>
  both.must(interventions.split, {
    ...params(one),
    body: { version: await versionOf(one), reason: "حدثان مختلفان", assignmentIds: [assignmentId] },
  });
const shownOn = async (desk: TestClient, of: InterventionCard) => (await desk.must(photos.list, params(of))).map(({ photoId }) => photoId);
const view = async (desk: TestClient, photoId: string) => {
  const seen = await desk.fetch(`/api/photos/${photoId}`);
  return seen.ok ? "ok" : ((await seen.json()) as { code: string }).code;
};

it("a picture on a case of another sector is shown there, and not in the sector of the crew", async () => {
  const far = await open("SU2");
  const { assignmentId } = await send(far);
  const photoId = await picture(assignmentId);
  expect(await shownOn(second, far)).toEqual([photoId]);
  expect([await view(second, photoId), await view(first, photoId)]).toEqual(["ok", "object.not_found"]);
});

it.each(["SU1", "SU2"] as const)(
  "a picture of a merged case of %s is shown to those who see the one that stays, and is seen by them",
  async (own) => {
    const [desk, other] = own === "SU1" ? [second, first] : [first, second];
    const [one, target] = [await open(own), await open(own === "SU1" ? "SU2" : "SU1")];
    const { assignmentId } = await send(one);
    const photoId = await picture(assignmentId);
    expect(await view(desk, photoId)).toBe("object.not_found");
    await merge(one, target);
    expect(await shownOn(desk, target)).toEqual([photoId]);
    expect([await view(desk, photoId), await view(other, photoId)]).toEqual(["ok", "ok"]);
    expect((await logEntries(room, one.interventionId)).filter(({ type }) => type === "intervention.photo_viewed")).toHaveLength(2);
    // From the split on each sector has its own again; a picture of the merged time stays on both.
    const merged = await picture(assignmentId);
    await split(one, assignmentId);
    expect([await shownOn(other, one), await shownOn(desk, target)]).toEqual([[photoId, merged], [merged]]);
    expect([await view(other, merged), await view(desk, merged), await view(desk, photoId)]).toEqual(["ok", "ok", "object.not_found"]);
    expect(codeOf(await desk.ask(photos.list, params(one)))).toBe("object.not_found");
  },
);

it("an officer of evidence of the sector of the case that stays gets the original, and holds it", async () => {
  const [one, target] = [await open("SU1"), await open("SU2")];
  const { assignmentId } = await send(one);
  const photoId = await picture(assignmentId);
  const officer = await room.as("evidence_officer2");
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const hold = () => officer.code(photos.hold, { params: { photoId }, body: { until, reason: "قضية 12" } });
  const original = () =>
    officer.fetch(`/api/photos/${photoId}/original`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ purpose: "protection", reason: "قضية 12" }),
    });
  expect([await hold(), (await original()).ok]).toEqual(["object.not_found", false]);
  await merge(one, target);
  expect([await hold(), (await original()).ok]).toEqual(["ok", true]);
});

it("a picture that arrives, is held, or is erased is told to the screens of each sector whose case shows it", async () => {
  const [one, target] = [await open("SU1"), await open("SU2")];
  const { assignmentId } = await send(one);
  const photoId = await picture(assignmentId);
  await both.must(dispatch.stamp, { params: { assignmentId }, body: { status: "cleared" } });
  await merge(one, target);
  const officer = await room.as("evidence_officer");
  /** Does an act, and waits until both sectors have heard of their case after the screens were opened. */
  const told = async (act: () => Promise<unknown>): Promise<string[]> => {
    const screens = [await openScreen(first), await openScreen(second)];
    await act();
    // Comes after the act in the order of the channel: all of the act was heard by then.
    const last = [await open("SU1"), await open("SU2")];
    await Promise.all(
      screens.map((screen, nth) => screen.happens("intervention", ({ row }) => row.interventionId === last[nth]?.interventionId)),
    );
    const ids = screens.flatMap((screen) =>
      screen.events().flatMap(({ happening }) => (happening.topic === "intervention" ? [happening.row.interventionId] : [])),
    );
    for (const { socket } of screens) socket.close();
    return [one, target].filter(({ interventionId }) => ids.includes(interventionId)).map(({ sectorId }) => sectorId ?? "");
  };
  const hold = (until: string | null) => officer.must(photos.hold, { params: { photoId }, body: { until, reason: "قضية 12" } });
  expect(await told(() => picture(assignmentId))).toEqual(["SU1", "SU2"]);
  expect(await told(() => hold(new Date(Date.now() + 86_400_000).toISOString()))).toEqual(["SU1", "SU2"]);
  await hold(null);
  await both.must(interventions.cancel, { ...params(target), body: { version: await versionOf(target), reason: "خطأ" } });
  const vault = await openVault(join(room.data, "keys"));
  const kept = openPhotos({ db: room.database.db, vault, folder: join(room.data, "photos"), retentionMs: 1_000 });
  expect(await told(() => erasePhotos(kept, Date.now() + 60_000))).toEqual(["SU1", "SU2"]);
});
