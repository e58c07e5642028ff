import type { Account, Scenario } from "@amaliyat/simulator";
import type { GapEvent, MediaEvent } from "../../model.ts";
import type { Recorded, RecordedFile } from "./read-marks.ts";

/** Facts of one camera after a run. */
export type Facts = {
  readonly account: Account;
  readonly files: readonly RecordedFile[];
  /** Events up to the end of the recording, which was asked for at `endedAt`. */
  readonly events: readonly MediaEvent[];
  readonly endedAt: number;
};

/** Faults of the recorder, in words that a scenario repeats, and figures for the reader of a failed test. */
export type Verdict = { readonly faults: readonly string[]; readonly figures: string };

/** Recorded time against the camera's. Usually 1 ms, and up to 60 ms without sender reports; more where handshakes wait for the machine. */
const OFF_MS = 600;
/** A gap against the hole that the pictures leave: 1 ms, and 40 ms behind a single picture, whose length is a guess. */
const EDGE_MS = 100;
/** Share by which the clock of a camera may run wrong: a file is told by the room's clock. */
const CLOCK_SHARE = 0.02;
/** Holes from here on are told. A camera that freezes is told from half a second on. */
const HOLE_MS = 500;
/** The last pictures before an end of the run or a cut may be on their way. */
const ON_THE_WAY_MS = 1_000;
/** Clock offsets include the delay of the network and of the first pictures. */
const CLOCK_MS = 300;

type Gap = { readonly from: number; readonly to: number | null; readonly cause: string };

/** The gaps of a camera in the order of their times; the end of one is a second event with the same begin. */
function gapsOf(events: readonly MediaEvent[]): Gap[] {
  const gaps = events.filter((event): event is GapEvent => event.kind === "gap");
  return [...new Map(gaps.map((gap) => [`${gap.from} ${gap.cause}`, gap])).values()].toSorted((a, b) => a.from - b.from);
}

/** Holds what was recorded of one camera against what it sent. */
export function judge(scenario: Scenario, facts: Facts): Verdict {
  const { expected } = scenario;
  const told = gapsOf(facts.events);
  const gaps = told.filter(({ cause }) => cause !== "room_stopped");
  const open = gaps.find(({ to }) => to === null || to >= facts.endedAt)?.cause ?? null;
  const pictures = facts.files.flatMap((file) => file.pictures);
  const figures = figuresOf(facts, pictures, gaps);
  const accounted = accountFaults(facts, told);
  if (expected.kind === "refused" || (expected.kind === "either" && pictures.length === 0)) {
    const isTold = open !== null && expected.causes.includes(open);
    const cause = isTold ? [] : [`${open ?? "no gap"}, not ${expected.causes.join(" or ")}`];
    const kept = pictures.length === 0 ? [] : [...pictureFaults(scenario, facts, pictures), ...timeFaults(facts.files, pictures)];
    return { faults: [...cause, ...kept, ...accounted], figures };
  }
  if (pictures.length === 0) return { faults: [`no picture: ${open ?? "no gap"}`, ...accounted], figures };
  // A run may end within a gap of a kind that came before.
  const isForeseen =
    open === null || askedOf(expected).includes(open) || gaps.some(({ to, cause }) => cause === open && to !== null && to < facts.endedAt);
  const all = [
    ...facts.files.flatMap((file) => file.wrong),
    ...pictureFaults(scenario, facts, pictures),
    ...timeFaults(facts.files, pictures),
    ...(expected.kind === "recorded" ? gapFaults(expected, gaps, pictures, stepOf(facts.account)) : []),
    ...accounted,
    ...sizeFaults(scenario, facts.events),
    ...(isForeseen ? [] : [`open gap ${open}`]),
    ...(expected.kind === "recorded" ? otherFaults(expected, facts) : []),
  ];
  return { faults: [...new Set(all)], figures };
}

const askedOf = (expected: Scenario["expected"]): readonly string[] =>
  expected.kind === "recorded" ? (expected.gaps ?? expected.orGaps ?? []) : expected.causes;

/** Pictures that a right recorder keeps, and those that it keeps or not; all others it may not keep. */
function duties(account: Account): { readonly must: ReadonlySet<number>; readonly may: ReadonlySet<number> } {
  const must = new Set<number>();
  const may = new Set<number>();
  for (const session of account.sessions) {
    let chain: "none" | "whole" | "doubtful" = "none";
    for (const [number, , key, fate] of session) {
      if (fate === "withheld") continue;
      if (fate === "damaged") chain = "none";
      else if (fate === "doubtful") chain = "doubtful";
      else if (key === 1) chain = "whole";
      if (chain === "whole") must.add(number);
      if (chain === "doubtful") may.add(number);
    }
  }
  return { must, may };
}

/** Times at which sessions ended, ms since the Unix epoch, as far as pictures tell. */
const endsOf = (account: Account): number[] => account.sessions.map((session) => session.at(-1)?.[1] ?? 0);

function pictureFaults({ manners }: Scenario, { account, endedAt }: Facts, pictures: readonly Recorded[]): string[] {
  const { must, may } = duties(account);
  const times = new Map(account.sessions.flatMap((session) => session.map(([number, takenAt]) => [number, takenAt] as const)));
  const counts = new Map<number, number>();
  for (const { number } of pictures) counts.set(number, (counts.get(number) ?? 0) + 1);
  // A camera that closes in order has sent all that it had.
  const ends = [...(manners?.endsAfterMs === undefined ? endsOf(account) : []), endedAt];
  const isOnTheWay = (number: number): boolean => {
    const takenAt = times.get(number) ?? 0;
    return ends.some((end) => takenAt > end - ON_THE_WAY_MS);
  };
  const missing = [...must].filter((number) => !counts.has(number) && !isOnTheWay(number));
  const faults: string[] = [];
  if (missing.length > 0) faults.push("pictures are missing");
  if ([...counts.values()].some((count) => count > 1)) faults.push("pictures are twice in it");
  if ([...counts.keys()].some((number) => !must.has(number) && !may.has(number))) faults.push("broken pictures are in it");
  const begins = new Set(account.sessions.flatMap((session) => session.filter(([, , key]) => key === 1).map(([number]) => number)));
  if (pictures.some(({ isFirst, number }) => isFirst && !begins.has(number))) faults.push("a file begins without a key frame");
  return faults;
}

function timeFaults(files: readonly RecordedFile[], pictures: readonly Recorded[]): string[] {
  const faults: string[] = [];
  if (pictures.some(({ shownAt, takenAt }) => Math.abs(shownAt - takenAt) > OFF_MS)) faults.push("the recorded time is off");
  for (const file of files) {
    const shown = file.pictures.toSorted((a, b) => a.shownAt - b.shownAt);
    if (shown.some(({ takenAt }, nth) => takenAt < (shown[nth - 1]?.takenAt ?? 0))) faults.push("pictures are shown out of order");
  }
  return faults;
}

/** Usual time between two pictures, ms: the middle one of all. */
function stepOf(account: Account): number {
  const steps = account.sessions
    .flatMap((session) => {
      const times = session.map(([, takenAt]) => takenAt).toSorted((a, b) => a - b);
      return times.slice(1).map((time, nth) => time - (times[nth] ?? 0));
    })
    .toSorted((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

type Span = { readonly from: number; readonly to: number };

/** Spans without a recorded picture, by the times of the files. */
function holesOf(pictures: readonly Recorded[], step: number): Span[] {
  const times = pictures.map(({ shownAt }) => shownAt).toSorted((a, b) => a - b);
  return times.slice(1).flatMap((to, nth) => {
    const from = (times[nth] ?? 0) + step;
    return to - from >= HOLE_MS ? [{ from, to }] : [];
  });
}

/** Gaps that follow each other as one span. */
function spansOf(gaps: readonly Gap[], last: number): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of gaps) {
    const before = spans.at(-1);
    if (before !== undefined && from - before.to <= 1) spans[spans.length - 1] = { from: before.from, to: Math.max(before.to, to ?? last) };
    else spans.push({ from, to: to ?? last });
  }
  return spans;
}

const isNear = (a: Span, b: Span): boolean => Math.abs(a.from - b.from) <= EDGE_MS && Math.abs(a.to - b.to) <= EDGE_MS;

function gapFaults(
  expected: Extract<Scenario["expected"], { kind: "recorded" }>,
  gaps: readonly Gap[],
  pictures: readonly Recorded[],
  step: number,
): string[] {
  const shown = pictures.map(({ shownAt }) => shownAt);
  const [first, last] = [Math.min(...shown), Math.max(...shown)];
  // Gaps up to the first picture are the beginning, and those behind the last one the end.
  const inner = gaps.filter(({ from, to }) => to !== null && to > first + EDGE_MS && from < last);
  const causes = [...new Set(inner.map(({ cause }) => cause))];
  const asked = causes.length === 0 && expected.gaps === undefined ? [] : askedOf(expected);
  const faults: string[] = [];
  if (causes.join() !== asked.join()) faults.push(`gaps ${causes.join(", ") || "none"}, not ${asked.join(", ") || "none"}`);
  const holes = holesOf(pictures, step);
  const spans = spansOf(inner, last);
  if (holes.some((hole) => !spans.some((span) => isNear(hole, span)))) faults.push("a hole has no gap of its length");
  if (spans.some((span) => span.to - span.from >= HOLE_MS && !holes.some((hole) => isNear(hole, span))))
    faults.push("a gap stands where pictures are");
  return faults;
}

/** Holds what the recorder said of its files against the files, and every moment against both kinds of spans. */
function accountFaults({ account, files, events, endedAt }: Facts, gaps: readonly Gap[]): string[] {
  const rows = new Map(events.filter((event) => event.kind === "segment-closed").map((row) => [row.path, row]));
  const faults: string[] = [];
  if (rows.size !== files.length || files.some(({ path }) => !rows.has(path))) faults.push("the files told are not those that are there");
  for (const { path, startedAt, endsAt, pictures } of files) {
    const row = rows.get(path);
    if (row === undefined) continue;
    if (row.frames !== pictures.length) faults.push("a file is told with another number of pictures");
    // A camera that sent late at its begin is dated late there, and by its later pictures at the end of the file.
    const off = EDGE_MS + account.lateMs + (endsAt - startedAt) * CLOCK_SHARE;
    if (row.startedAt !== startedAt || Math.abs(row.endedAt - endsAt) > off) faults.push("a file is told with other times");
  }
  const spans = [
    ...[...rows.values()].map(({ startedAt, endedAt: to }) => ({ from: startedAt, to })),
    ...gaps.map(({ from, to }) => ({ from, to: to ?? endedAt })),
  ].toSorted((a, b) => a.from - b.from);
  let covered = spans[0]?.from ?? endedAt;
  for (const { from, to } of [...spans, { from: endedAt, to: endedAt }]) {
    if (from - covered > EDGE_MS) faults.push("a moment is in no file and in no gap");
    covered = Math.max(covered, to);
  }
  const inOrder = [...rows.values()].toSorted((a, b) => a.startedAt - b.startedAt);
  if (inOrder.some((row, nth) => row.startedAt < (inOrder[nth - 1]?.endedAt ?? 0) - EDGE_MS)) faults.push("two files overlap");
  return faults;
}

/** Holds the sizes of the files against those of the pictures. */
function sizeFaults({ pictures }: Scenario, events: readonly MediaEvent[]): string[] {
  if (pictures?.sizes === undefined) return [];
  const told = new Set(events.filter((event) => event.kind === "segment-closed").map(({ width, height }) => `${width}x${height}`));
  const sent = new Set(pictures.sizes.map((size) => size.join("x")));
  return told.size === sent.size && told.isSubsetOf(sent) ? [] : ["the files have another size"];
}

function otherFaults(expected: Extract<Scenario["expected"], { kind: "recorded" }>, { account, events }: Facts): string[] {
  const faults: string[] = [];
  for (const [method, most] of Object.entries(expected.mostRequests ?? {})) {
    if (account.requests.filter((each) => each === method).length > most) faults.push(`${method} is asked for too often`);
  }
  if (expected.clockOffByMs !== undefined) {
    const told = events.findLast((event) => event.kind === "clock")?.offsetMs ?? null;
    if (told === null || Math.abs(told - expected.clockOffByMs) > CLOCK_MS) faults.push("the offset of the clock is not told");
  }
  return faults;
}

function figuresOf({ account, files, events }: Facts, pictures: readonly Recorded[], gaps: readonly Gap[]): string {
  const off = pictures.map(({ shownAt, takenAt }) => shownAt - takenAt).toSorted((a, b) => a - b);
  const at = (share: number): string => (off[Math.min(off.length - 1, Math.floor(share * off.length))] ?? 0).toFixed(0);
  const { must, may } = duties(account);
  const have = new Set(pictures.map(({ number }) => number));
  const missing = [...must].filter((number) => !have.has(number));
  const extra = [...have].filter((number) => !must.has(number) && !may.has(number));
  const clock = events.findLast((event) => event.kind === "clock")?.offsetMs ?? "none";
  return [
    `${files.length} files, ${pictures.length} of ${must.size} pictures in ${account.sessions.length} sessions`,
    `missing ${missing.slice(0, 12).join(" ")}${missing.length > 12 ? ` and ${missing.length - 12} more` : ""}`,
    `broken ${extra.slice(0, 12).join(" ")}`,
    `off by ${at(0)} ${at(0.5)} ${at(1)} ms, clock ${clock}`,
    `holes ${holesOf(pictures, stepOf(account))
      .map(({ from, to }) => `${(from % 1e6).toFixed(0)}-${(to % 1e6).toFixed(0)}`)
      .join(" ")}`,
    `gaps ${gaps.map(({ from, to, cause }) => `${cause} ${from % 1e6}-${to === null ? "" : to % 1e6}`).join(", ")}`,
    `sent late by ${account.lateMs} ms at most`,
    `asked ${account.requests.slice(0, 14).join(" ")}`,
  ].join("\n");
}
