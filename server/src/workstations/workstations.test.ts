import { workstations, type Layout } from "@amaliyat/contract/workstations";
import { MOST_LAYOUTS, MOST_WORKSTATIONS, SLOTS } from "@amaliyat/domain/workstations";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { makeCamera } from "../testing/things/things.ts";
import { codeOf, type TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let operator: TestClient;
let dispatcher: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [operator, dispatcher, supervisor] = [await room.as("operator"), await room.as("dispatcher"), await room.as("supervisor")];
  A = (await makeCamera(room, "SU1", "cam-a")).cameraId;
  B = (await makeCamera(room, "SU1", "cam-b")).cameraId;
  ELSEWHERE = (await makeCamera(room, "SU2", "cam-c")).cameraId;
});
afterAll(() => room[Symbol.asyncDispose]());

let [A, B, ELSEWHERE] = ["", "", ""];
const wall = (...cameras: string[]) => ({
  grid: "16" as const,
  cameras: Array.from({ length: SLOTS }, (_, slot) => cameras[slot] ?? null),
});
const bounds = { left: 1920, top: 0, width: 1920, height: 1080 };

describe("workstation", () => {
  it("keeps its windows, each with its place and its wall, until their person closes them", async () => {
    const { workstationId, number } = await operator.must(workstations.create, {});
    const params = { workstationId, role: "wall" as const };
    await operator.must(workstations.putWindow, { params, body: { bounds } });
    await operator.must(workstations.putWindow, { params, body: { wall: wall(A, B) } });
    await operator.must(workstations.putWindow, { params: { workstationId, role: "map" }, body: { bounds: null } });
    // The next person there finds it as it was left.
    const row = (await dispatcher.must(workstations.list, {})).find((one) => one.workstationId === workstationId);
    expect(row).toEqual({
      workstationId,
      number,
      name: null,
      windows: [
        { role: "wall", bounds, wall: wall(A, B) },
        { role: "map", bounds: null, wall: null },
      ],
    });
    const left = await dispatcher.must(workstations.removeWindow, { params });
    expect(left.windows.map(({ role }) => role)).toEqual(["map"]);
    // Closed twice is closed.
    await dispatcher.must(workstations.removeWindow, { params });
  });

  it.each(["auditor", "analyst", "technician", "administrator", "evidence_officer"] as const)(
    "has no wall that the %s writes or takes",
    async (role) => {
      const { workstationId } = await operator.must(workstations.create, {});
      const stranger = await room.as(role);
      for (const window of ["wall", "work"] as const) {
        const params = { workstationId, role: window };
        await operator.must(workstations.putWindow, { params, body: { wall: wall(A) } });
        const code = role === "evidence_officer" ? "workstation.not_your_window" : "access.not_your_role";
        expect(await stranger.code(workstations.putWindow, { params, body: { wall: wall(B) } })).toBe(code);
        expect(await stranger.code(workstations.removeWindow, { params })).toBe(code);
      }
      const row = (await operator.must(workstations.list, {})).find((one) => one.workstationId === workstationId);
      expect(row?.windows.map((one) => one.wall)).toEqual([wall(A), wall(A)]);
    },
  );

  it("keeps the playback of an evidence officer, who writes no wall into it", async () => {
    const officer = await room.as("evidence_officer");
    const { workstationId } = await officer.must(workstations.create, {});
    const params = { workstationId, role: "playback" as const };
    await officer.must(workstations.putWindow, { params, body: { bounds } });
    expect(await officer.code(workstations.putWindow, { params, body: { wall: wall(A) } })).toBe("workstation.not_your_window");
    expect(await officer.code(workstations.putWindow, { params, body: { wall: null } })).toBe("workstation.not_your_window");
  });

  it("logs that a wall is replaced or taken away by another person than the one who arranged it", async () => {
    const { workstationId } = await operator.must(workstations.create, {});
    const params = { workstationId, role: "wall" as const };
    const replaced = async () =>
      (await logEntries(room, workstationId)).filter(({ type }) => type === "workstation.wall_replaced").map(({ detail }) => detail);
    const put = (client: TestClient, ...cameras: string[]) =>
      client.must(workstations.putWindow, { params, body: { wall: wall(...cameras) } });
    await put(operator, A);
    await put(operator, B);
    // A new place of a window is no replacement, nor a wall that is as it was.
    await dispatcher.must(workstations.putWindow, { params, body: { bounds } });
    await put(dispatcher, B);
    expect(await replaced()).toEqual([]);
    await put(dispatcher, A);
    await put(dispatcher, A, B);
    const first = { window: "wall", personId: expect.any(String) as string, takenAway: false };
    expect(await replaced()).toEqual([first]);
    await supervisor.must(workstations.removeWindow, { params });
    await supervisor.must(workstations.removeWindow, { params });
    expect(await replaced()).toEqual([first, { ...first, takenAway: true }]);
  });

  it("has no window to which an act says nothing, or a word that nobody knows", async () => {
    const { workstationId } = await operator.must(workstations.create, {});
    for (const body of [{}, { foo: 1 }, { bounds, foo: 1 }, { bounds: undefined }]) {
      const init = { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const { status } = await operator.fetch(`/api/workstations/${workstationId}/windows/map`, init);
      expect(status, init.body).toBe(400);
    }
    const row = (await operator.must(workstations.list, {})).find((one) => one.workstationId === workstationId);
    expect(row?.windows).toEqual([]);
  });

  it("gets a number of its own, though ten ask at once", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => operator.must(workstations.create, {})));
    expect(new Set(made.map(({ number }) => number)).size).toBe(10);
  });

  it("is named by who leads the room, in the log", async () => {
    const { workstationId } = await operator.must(workstations.create, {});
    const params = { workstationId };
    const named = await supervisor.must(workstations.rename, { params, body: { name: "مكتب الاستقبال" } });
    expect(named.name).toBe("مكتب الاستقبال");
    expect((await supervisor.must(workstations.rename, { params, body: { name: null } })).name).toBeNull();
    expect(codeOf(await operator.ask(workstations.rename, { params, body: { name: "لي" } }))).toBe("access.not_your_role");
    const entries = (await logEntries(room, workstationId)).filter(({ type }) => type === "workstation.renamed");
    expect(entries.map(({ detail }) => detail)).toEqual([{ name: "مكتب الاستقبال" }, { name: null }]);
  });

  it("is refused where there is none, and where the room has enough", async () => {
    const params = { workstationId: randomUUID(), role: "wall" as const };
    expect(codeOf(await operator.ask(workstations.putWindow, { params, body: { bounds } }))).toBe("object.not_found");
    expect(codeOf(await operator.ask(workstations.removeWindow, { params }))).toBe("object.not_found");
    await room.database.db.pool.query(
      "insert into workstation (workstation_id, number) select gen_random_uuid(), 1000 + n from generate_series(1, $1::int) n",
      [MOST_WORKSTATIONS],
    );
    expect(codeOf(await operator.ask(workstations.create, {}))).toBe("workstation.too_many");
    await room.database.db.pool.query("delete from workstation where number > 1000");
  });

  it("is shown to no patrol", async () => {
    const patrol = await room.as("patrol");
    expect(codeOf(await patrol.ask(workstations.list, {}))).toBe("access.not_your_role");
  });
});

const save = (client: TestClient, name: string, isShared = false): Promise<Layout> =>
  client.must(workstations.saveLayout, { body: { name, isShared, ...wall(A) } });
const namesFor = async (client: TestClient): Promise<string[]> => (await client.must(workstations.layouts, {})).map(({ name }) => name);

/** Names of which nothing is seen, and names without a letter, which are all the same when they are searched. */
const UNSEEN = ["\u200f", "\u200b", "\u3164", "\u115f\u3164", ".", "«'»"];

it.each(UNSEEN)("the name %j is that of no layout and of no workstation", async (name) => {
  const body = { name, isShared: false, ...wall(A) };
  expect(await operator.code(workstations.saveLayout, { body })).toBe("request.invalid");
  const { layoutId, version } = await save(operator, `n${UNSEEN.indexOf(name)}`);
  expect(await operator.code(workstations.changeLayout, { params: { layoutId }, body: { ...body, version } })).toBe("request.invalid");
  const { workstationId } = await supervisor.must(workstations.create, {});
  expect(await supervisor.code(workstations.rename, { params: { workstationId }, body: { name } })).toBe("request.invalid");
});

describe("camera of a wall", () => {
  it("is one that its person sees, at a workstation and in a layout", async () => {
    const { workstationId } = await operator.must(workstations.create, {});
    const params = { workstationId, role: "wall" as const };
    const { layoutId } = await save(operator, "بلا كاميرا");
    for (const camera of [ELSEWHERE, randomUUID()]) {
      const body = { name: "بعيد", isShared: false, ...wall(A, camera) };
      expect(await operator.code(workstations.putWindow, { params, body: { wall: wall(A, camera) } })).toBe("object.not_found");
      expect(await operator.code(workstations.saveLayout, { body })).toBe("object.not_found");
      expect(await operator.code(workstations.changeLayout, { params: { layoutId }, body: { ...body, version: 1 } })).toBe(
        "object.not_found",
      );
    }
  });

  it("is left out for a reader of another sector", async () => {
    const [above, beside] = [await room.as("operator0"), await room.as("operator2")];
    const { workstationId } = await above.must(workstations.create, {});
    const both = wall(A, ELSEWHERE);
    await above.must(workstations.putWindow, { params: { workstationId, role: "wall" }, body: { wall: both } });
    const { layoutId } = await above.must(workstations.saveLayout, { body: { name: "الدائرة", isShared: true, ...both } });
    const seenBy = async (client: TestClient) => {
      const rows = await client.must(workstations.list, {});
      const layouts = await client.must(workstations.layouts, {});
      const cameras = [
        rows.find((one) => one.workstationId === workstationId)?.windows[0]?.wall?.cameras,
        layouts.find((one) => one.layoutId === layoutId)?.cameras,
      ];
      return cameras.map((slots) => slots?.slice(0, 2));
    };
    expect(await seenBy(above)).toEqual([
      [A, ELSEWHERE],
      [A, ELSEWHERE],
    ]);
    expect(await seenBy(operator)).toEqual([
      [A, null],
      [A, null],
    ]);
    expect(await seenBy(beside)).toEqual([
      [null, ELSEWHERE],
      [null, ELSEWHERE],
    ]);
  });
});

describe("layout", () => {
  it("is one's own until it is shared, and then offered to all", async () => {
    const own = await save(operator, "وسط المدينة");
    expect(await namesFor(dispatcher)).not.toContain("وسط المدينة");
    const params = { layoutId: own.layoutId };
    const body = { name: "وسط المدينة", isShared: true, version: own.version, ...wall(B) };
    const shared = await operator.must(workstations.changeLayout, { params, body });
    expect(shared).toMatchObject({ version: 2, cameras: wall(B).cameras, isShared: true });
    expect(await namesFor(dispatcher)).toContain("وسط المدينة");
    // A wall that was read an hour ago does not replace the one that a colleague saved since.
    expect(codeOf(await operator.ask(workstations.changeLayout, { params, body }))).toBe("layout.changed_meanwhile");
    expect((await logEntries(room, own.layoutId)).map(({ detail }) => detail)).toContainEqual({ name: "وسط المدينة", shared: true });
  });

  it("is changed and removed by its owner, and by a supervisor where it is shared", async () => {
    const [shared, own] = [await save(operator, "السوق", true), await save(operator, "بيتي")];
    const params = { layoutId: shared.layoutId };
    const body = { name: "السوق الكبير", isShared: true, version: 1, ...wall(A, B) };
    expect(codeOf(await dispatcher.ask(workstations.changeLayout, { params, body }))).toBe("layout.not_yours");
    expect(codeOf(await dispatcher.ask(workstations.removeLayout, { params }))).toBe("layout.not_yours");
    expect(codeOf(await supervisor.ask(workstations.removeLayout, { params: { layoutId: own.layoutId } }))).toBe("object.not_found");
    const changed = await supervisor.must(workstations.changeLayout, { params, body });
    expect(changed.ownerId).toBe(shared.ownerId);
    // A supervisor cannot take it from everybody by hiding it; removing it is an entry of its own.
    const hidden = { ...body, isShared: false, version: 2 };
    expect(codeOf(await supervisor.ask(workstations.changeLayout, { params, body: hidden }))).toBe("layout.not_yours");
    await supervisor.must(workstations.removeLayout, { params });
    expect(await namesFor(operator)).not.toContain("السوق الكبير");
  });

  it("has a name that no other has, in any spelling", async () => {
    await save(operator, "الأحياء");
    const again = { name: "الاحياء", isShared: false, ...wall(A) };
    expect(codeOf(await operator.ask(workstations.saveLayout, { body: again }))).toBe("layout.name_taken");
    // Another person's own may have it.
    await save(dispatcher, "الأحياء");
    await save(supervisor, "المداخل", true);
    expect(codeOf(await dispatcher.ask(workstations.saveLayout, { body: { ...again, name: "المداخل", isShared: true } }))).toBe(
      "layout.name_taken",
    );
    const both = await Promise.all([1, 2, 3].map(() => operator.ask(workstations.saveLayout, { body: { ...again, name: "معا" } })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is not renamed by a supervisor to a name that its owner uses alone", async () => {
    await save(operator, "الميناء");
    const shared = await save(operator, "الميناء الجديد", true);
    const body = { name: "الميناء", isShared: true, version: 1, ...wall(A) };
    expect(await supervisor.code(workstations.changeLayout, { params: { layoutId: shared.layoutId }, body })).toBe("layout.name_taken");
  });

  it("holds sixteen slots, no camera twice, and has a bound for each person", async () => {
    const refused = async (cameras: (string | null)[]) =>
      codeOf(await operator.ask(workstations.saveLayout, { body: { name: "x", isShared: false, grid: "4", cameras } }));
    expect(await refused([A])).toBe("request.invalid");
    expect(await refused(wall(A, A).cameras)).toBe("request.invalid");
    const taker = await room.as("call_taker");
    const { ownerId } = await save(taker, "الأول");
    await room.database.db.pool.query(
      `insert into layout select gen_random_uuid(), 'n' || n, false, $1, now(), 1, '1', '[]' from generate_series(1, $2::int) n`,
      [ownerId, MOST_LAYOUTS],
    );
    expect(codeOf(await taker.ask(workstations.saveLayout, { body: { name: "واحد أكثر", isShared: false, ...wall() } }))).toBe(
      "layout.too_many",
    );
  });
});
