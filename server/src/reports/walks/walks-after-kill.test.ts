import { reports } from "@amaliyat/contract/reports";
import { WALK_GRACE_S } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import { expect, it, vi } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { cloneDatabase } from "../../platform/testing/database.ts";
import { startChildRoom } from "../../testing/child-room.ts";
import { testClient } from "../../testing/test-client.ts";
import { temporaryData } from "../../testing/test-room.ts";
import { walkBody } from "../../testing/things/things.ts";

it("a walk that ran out while the room was killed is a call for help once the room is up again", { timeout: 120_000 }, async () => {
  await using database = await cloneDatabase();
  await using data = await temporaryData();
  const first = await startChildRoom({ data: data.path, database });
  const citizen = testClient(first.url);
  const body = await walkBody(citizen);
  await citizen.must(reports.beginWalk, { body });
  first.child.kill("SIGKILL");
  await first.ended;
  await transaction(database.db, SYSTEM, (tx) =>
    sql`update report_walk set ends_at = ends_at - make_interval(secs => ${600 + WALK_GRACE_S}), began_at = began_at - interval '1 hour'`.execute(
      tx,
    ),
  );
  const second = await startChildRoom({ data: data.path, database });
  try {
    const again = testClient(second.url);
    await vi.waitFor(
      async () => expect(await again.must(reports.follow, { body: { code: body.code } })).toMatchObject({ danger: true, state: "waiting" }),
      { timeout: 20_000, interval: 200 },
    );
  } finally {
    second.child.kill("SIGKILL");
    await second.ended;
  }
});
