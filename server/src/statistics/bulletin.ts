import { createHash } from "node:crypto";
import type { Bulletin as Shown, statistics } from "@amaliyat/contract/statistics";
import { isPeriod, monthsOf, type Period } from "@amaliyat/domain/calendar";
import { OUTSIDE_REPORT_NATURES } from "@amaliyat/domain/reports";
import { makeBulletin, totalOf, type Breakdown, type Bulletin, type FigureKind } from "@amaliyat/domain/statistics";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { LogType } from "@amaliyat/contract/audit";
import { currentCheckpoint, settle, subjectById } from "../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { firstAnswers } from "../reports/index.ts";
import { allSectors, callCells, interventionCells, leafSectors, reportCells } from "./statistics-queries.ts";

/** A longer period is asked for by mistake; its months would not fit a page. */
const LONGEST_MONTHS = 60;

export const isBulletinPeriod = (period: Period): boolean => isPeriod(period) && monthsOf(period).length <= LONGEST_MONTHS;

/** Number of reports that a person answered, and the median time to the answer, in seconds. */
export type FirstAnswer = { readonly answered: number; readonly medianS: number | null };

/** True if the room itself received reports in the period; of history nothing of this is known, and nothing is printed. */
export const hasLiveReports = ({ liveReports }: Bulletin): boolean => totalOf(liveReports.byKind).count > 0;

/** The figures of a period: those of every origin, and those of video alone, which are published. */
export async function bulletinOf(tx: Tx, period: Period): Promise<{ all: Bulletin; video: Bulletin; firstAnswer: FirstAnswer }> {
  const sectors = await leafSectors(tx);
  const interventions = await interventionCells(tx, period);
  const [calls, reports] = [await callCells(tx, period), await reportCells(tx, period)];
  const video = interventions.filter((cell) => cell.origin === "video");
  const source = { period, sectors, interventions, calls, reports };
  const outside = OUTSIDE_REPORT_NATURES.map(({ code }) => code);
  const { answered, medianS } = await firstAnswers(tx, period, outside);
  const firstAnswer = { answered, medianS };
  return { firstAnswer, all: makeBulletin(source), video: makeBulletin({ ...source, interventions: video, calls: [], reports: [] }) };
}

const plain = ({ by, parts }: Breakdown<FigureKind>) => ({ by, parts: parts.map((part) => ({ ...part })) });

const each = <K extends string>(figures: Readonly<Record<K, Breakdown<FigureKind>>>) =>
  Object.fromEntries(Object.entries<Breakdown<FigureKind>>(figures).map(([key, breakdown]) => [key, plain(breakdown)])) as Record<
    K,
    ReturnType<typeof plain>
  >;

/** SHA-256 of all figures of a bulletin: what was printed can be held against the entry of that day. */
const figuresHash = (figures: readonly Bulletin[]): string => createHash("sha256").update(JSON.stringify(figures)).digest("hex");

/**
 * Makes a bulletin of the whole room, whoever reads it, and logs that it was made: of which period, by whom. The figures come of one
 * snapshot; the entry has a transaction of its own before the answer, because a snapshot that appends fails beside every other append.
 */
export async function loggedBulletin(db: Db, who: Caller, at: number, period: Period, type: LogType) {
  const made = await transaction(
    db,
    SYSTEM,
    async (tx) => ({
      ...(await bulletinOf(tx, period)),
      names: await allSectors(tx),
      checkpoint: (await currentCheckpoint(tx))?.note ?? null,
    }),
    { isolation: "repeatable read", readOnly: true },
  );
  const about = subjectById("bulletin", `${period.from}/${period.to}`);
  const detail = { figures: figuresHash([made.all, made.video]) };
  await transaction(db, SYSTEM, (tx) => settle(tx, { who, at }, { type, about, detail }));
  return made;
}

export async function bulletin(db: Db, { who, at, query }: Call<typeof statistics.bulletin>): Promise<Reply<typeof statistics.bulletin>> {
  if (!isBulletinPeriod(query)) return refuse({ code: "bulletin.wrong_period" });
  const { all, video, firstAnswer, checkpoint } = await loggedBulletin(db, who, at, query, "bulletin.viewed");
  const shown: Shown = {
    ...query,
    video: each(video.interventions),
    interventions: each(all.interventions),
    calls: each(all.calls),
    reports: each(all.reports),
    liveReports: hasLiveReports(all) ? { ...each(all.liveReports), firstAnswer } : null,
    checkpoint,
    madeAt: new Date(at).toISOString(),
  };
  return ok(shown);
}
