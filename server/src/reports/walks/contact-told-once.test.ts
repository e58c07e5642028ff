import { reports } from "@amaliyat/contract/reports";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { WALK_GRACE_S } from "@amaliyat/domain/reports";
import * as fc from "fast-check";
import { sql } from "kysely";
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sectorOfPoint } from "../../identity/index.ts";
import { openDatabase, SYSTEM, transaction, withVault, type Db } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { cuttable, type Cuttable } from "../../platform/testing/cuttable.ts";
import { openVault } from "../../platform/vault.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { testClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { walkBody } from "../../testing/things/things.ts";
import { tellContactJob, type ContactDeps } from "./tell-contact.ts";
import { alarmOverdue } from "./walk-watch.ts";

const clock = movedClock();
const log = makeLog("silent");
let room: TestRoom;
let stack: AsyncDisposableStack;
let way: Cuttable;
/** A way to the database that can be cut. */
let db: Db;
beforeAll(async () => {
  stack = new AsyncDisposableStack();
  room = stack.use(await startTestRoom({ roles: "api", clock: clock.now }));
  way = stack.use(await cuttable(room.database.roomUrl));
  const vault = await openVault(join(room.data, "keys"));
  db = withVault(stack.use(openDatabase({ url: way.url, log })), vault);
}, 60_000);
afterAll(() => stack.disposeAsync());
beforeEach(() => transaction(db, SYSTEM, (tx) => sql`delete from contact_told`.execute(tx)));

let nth = 0;
/** A walk that ran out, with a contact of its own. */
async function alarm(): Promise<string> {
  const contact = { name: "Nadia", number: `05510${String(10_000 + nth++)}` };
  await testClient(room.url).must(reports.beginWalk, { body: await walkBody(testClient(room.url), { leftS: 60, contact }) });
  clock.forward((61 + WALK_GRACE_S) * 1_000);
  expect(await alarmOverdue({ db, vault: db.vault, sectorOf: sectorOfPoint, clock: clock.now, log } as never, clock.now())).toBe(1);
  const newest = sql<{ reportId: string }>`select report_id as "reportId" from report order by received_at desc limit 1`;
  return (await transaction(db, SYSTEM, (tx) => newest.execute(tx))).rows[0]?.reportId ?? "";
}

/** The job is tried so often, and hands a message over so often at most. */
const [ATTEMPTS, HANDED_OVER_MOST] = [10, 6];
const attempt = (send: ContactDeps["send"], reportId: string, tried: number): Promise<void> =>
  tellContactJob({ db, clock: clock.now, send }).handle(
    { reportId },
    { attempt: tried, isLastAttempt: tried === ATTEMPTS, signal: new AbortController().signal, log },
  );
const said = async (reportId: string): Promise<string[]> =>
  (await logEntries(room, reportId)).map(({ type }) => type).filter((type) => type.startsWith("report.contact"));

it("a gateway that takes the message and drops the connection is asked once; the card says that it is in doubt", async () => {
  const took: string[] = [];
  const gateway = createServer((socket) => {
    socket.once("data", (data) => {
      took.push(data.toString());
      socket.destroy();
    });
  }).listen(0, "127.0.0.1");
  stack.defer(() => void gateway.close());
  await once(gateway, "listening");
  const send: ContactDeps["send"] = ({ to }) =>
    new Promise((resolve, reject) => {
      const socket = connect((gateway.address() as AddressInfo).port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("data", () => resolve(ok(undefined)));
      socket.on("close", () => reject(new Error("the gateway hung up")));
      socket.write(to);
    });
  const reportId = await alarm();
  for (let tried = 1; tried <= ATTEMPTS; tried++) await attempt(send, reportId, tried);
  expect(took).toHaveLength(1);
  expect(await said(reportId)).toEqual(["report.contact_in_doubt"]);
});

type Try = "refuses" | "takes" | "drops" | "takes_and_database_gone" | "refuses_and_database_gone";

it("writes to a contact once at most whatever fails, says once what became of it, and does try again where nothing was sent", async () => {
  const tries = fc.array(
    fc.constantFrom<Try>("refuses", "refuses", "takes", "drops", "takes_and_database_gone", "refuses_and_database_gone"),
    { minLength: ATTEMPTS, maxLength: ATTEMPTS },
  );
  await fc.assert(
    fc.asyncProperty(tries, async (each) => {
      await transaction(db, SYSTEM, (tx) => sql`delete from contact_told`.execute(tx));
      const reportId = await alarm();
      let [taken, asked, hasEnded] = [0, 0, false];
      for (const [index, what] of each.entries()) {
        const send: ContactDeps["send"] = () => {
          asked++;
          if (!what.startsWith("refuses")) taken++;
          if (what.endsWith("gone")) way.cut();
          if (what === "drops") return Promise.reject(new Error("the gateway hung up"));
          return Promise.resolve(what.startsWith("refuses") ? refuse({ cause: new Error("busy") }) : ok(undefined));
        };
        // A job that is over is not tried again.
        hasEnded = await attempt(send, reportId, index + 1).then(
          () => true,
          () => false,
        );
        way.mend();
        if (hasEnded) break;
      }
      expect(hasEnded).toBe(true);
      expect(taken).toBeLessThanOrEqual(1);
      const settles = each.findIndex((what, index) => what !== "refuses" || index === HANDED_OVER_MOST - 1);
      expect(asked).toBe(settles + 1);
      const kinds = { refuses: "not_told", takes: "told" } as const;
      const what = each[settles] ?? "drops";
      expect(await said(reportId)).toEqual([`report.contact_${what === "refuses" || what === "takes" ? kinds[what] : "in_doubt"}`]);
    }),
    { numRuns: 12 },
  );
}, 120_000);
