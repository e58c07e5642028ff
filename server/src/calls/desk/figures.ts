import type { calls } from "@amaliyat/contract/calls";
import { DAY_MS, isPeriod, localDay, startOfDay } from "@amaliyat/domain/calendar";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Board } from "../switchboard/board.ts";
import { callFigures, callParts, EMPTY_PART, HOUR, LINE, reached, waitingNow } from "../rows/figures-queries.ts";
import { readLines } from "../rows/lines-store.ts";
import { allTakers } from "../rows/takers-store.ts";

/** Longer periods are asked of the bulletin. */
const LONGEST_MS = 370 * DAY_MS;

type Wall = typeof calls.wallboard;

/** The lines now, and since the local day began. */
export const wallboard = (board: Board, { at }: Call<Wall>): Promise<Reply<Wall>> =>
  transaction(
    board.db,
    SYSTEM,
    async (tx) => {
      const span = { from: new Date(startOfDay(localDay(at))), to: new Date(at + 1) };
      const [byLine, byHour, now] = [await callParts(tx, span, LINE), await callParts(tx, span, HOUR), await waitingNow(tx)];
      const waitS = (since: Date | null | undefined): number => (since == null ? 0 : Math.max(0, (at - since.getTime()) / 1000));
      const lines = [];
      for (const { number, targets } of await readLines(tx)) {
        const { withIntervention: _w, answerS: _a, ...counted } = byLine.get(number) ?? EMPTY_PART;
        const waiting = now.get(number);
        const shown = [];
        for (const { withinS, share } of targets) {
          const got = await reached(tx, span, number, withinS);
          shown.push({ withinS, share, reached: got, met: got === null ? null : got >= share });
        }
        lines.push({
          line: number,
          ...counted,
          waiting: waiting?.waiting ?? 0,
          toCallBack: waiting?.toCallBack ?? 0,
          longestWaitS: waitS(waiting?.since),
          targets: shown,
        });
      }
      const people = await allTakers(tx);
      const are = (...kinds: readonly string[]): number => people.filter(({ here, state }) => here && kinds.includes(state.kind)).length;
      return ok({
        at: new Date(at).toISOString(),
        waiting: lines.reduce((sum, { waiting }) => sum + waiting, 0),
        toCallBack: lines.reduce((sum, { toCallBack }) => sum + toCallBack, 0),
        longestWaitS: Math.max(0, ...lines.map(({ longestWaitS }) => longestWaitS)),
        lines,
        hours: [...byHour].map(([hour, { withIntervention: _w, answerS: _a, ...part }]) => ({ hour: Number(hour), ...part })),
        takers: { ready: are("ready"), talking: are("talking"), paused: are("paused"), here: people.length - are("off") },
      });
    },
    { readOnly: true },
  );

type Figures = typeof calls.figures;

/** Figures of a period, of the whole room whoever reads them; logged, because a small line names people by its hours. */
export async function figures(board: Board, { who, at, query }: Call<Figures>): Promise<Reply<Figures>> {
  if (!isPeriod(query) || startOfDay(query.to) - startOfDay(query.from) > LONGEST_MS) return refuse({ code: "bulletin.wrong_period" });
  return transaction(board.db, SYSTEM, async (tx) => {
    const found = await callFigures(tx, query);
    await settle(tx, { who, at }, { type: "call.figures_read", about: subjectById("call_figures", `${query.from}/${query.to}`) });
    return ok(found);
  });
}
