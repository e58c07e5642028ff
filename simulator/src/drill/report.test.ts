import { reports, type Followed } from "@amaliyat/contract/reports";
import type { ReportStep } from "@amaliyat/domain/reports";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { playDrill } from "./drill.ts";

const AT = "2026-12-01T10:00:00.000Z";
const told = (state: Followed["state"], steps: readonly ReportStep[], end: Followed["end"] = null): Followed => ({
  reference: "S-2026-000001",
  kind: "obstacle",
  sort: "information",
  danger: false,
  state,
  steps: steps.map((step) => ({ step, at: AT })),
  end,
  endWords: null,
  messages: [],
  asked: false,
  files: [],
  remains: null,
  mayAdd: false,
  mayWithdraw: false,
  keptUntil: AT,
});
let followed: Followed;

/** A room that receives the report, and tells its author what a desk did with it. */
async function answer(url: URL): Promise<Response> {
  if (url.pathname === reports.task.path) return Response.json({ task: "t", bits: 0 });
  if (url.pathname === reports.send.path) return Response.json(told("waiting", ["received"]));
  return url.pathname === reports.follow.path ? Response.json(followed) : Response.json({}, { status: 404 });
}
beforeEach(() => vi.stubGlobal("fetch", answer));
afterEach(() => vi.unstubAllGlobals());

async function play() {
  const lines: string[] = [];
  const options = { api: "http://room.example/", crew: null, place: { lat: 31.95, lon: 5.33 }, sceneMs: 1, withinMs: 1, trunk: null };
  const isWhole = await playDrill(options, { say: (line) => void lines.push(line), signal: new AbortController().signal });
  return { isWhole, last: lines.at(-1) };
}
const WAY: readonly ReportStep[] = ["received", "read", "on_the_way", "on_scene", "ended"];

it("is whole if the intervention of the report ended after a unit was on scene", async () => {
  followed = told("joined", WAY);
  expect((await play()).isWhole).toBe(true);
});

it.each([
  ["a report refused as a nuisance", told("closed", ["received", "read", "ended"], "nuisance"), "a desk closed it"],
  ["a report closed as dealt with", told("closed", ["received", "read", "ended"], "handled"), "a desk closed it"],
  ["a report closed apart from its intervention", told("closed", WAY, "handled"), "a desk closed it"],
  ["an intervention that ended without a unit", told("joined", ["received", "read", "ended"]), "no unit was on scene"],
  ["a report that its author withdrew", told("withdrawn", ["received", "ended"]), "sent"],
])("is not whole by %s", async (_, end, said) => {
  followed = end;
  const { isWhole, last } = await play();
  expect(isWhole).toBe(false);
  expect(last).toContain(said);
});
