// @vitest-environment happy-dom
import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { BoloForm } from "./bolo-form.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const small = bolos.write.reply.parse(smallest(bolos.write.reply));
const facts = { ...small.facts, plate: "00123 116 30", make: "Clio" };
const bolo: BoloPage = { ...small, standing: "draft", version: 1, kind: "vehicle", text: "كليو بيضاء", facts, hours: 24 };
const form = (change: Partial<BoloPage>) => <BoloForm bolo={{ ...bolo, ...change }} from={null} onSaved={() => undefined} />;

it("keeps the danger and the plate that a colleague wrote while the make was typed here", async () => {
  const here = await openForm(form({}));
  here.type("Clio", "Clio 4");
  here.arrives(form({ version: 2, text: "كليو بيضاء، السائق مسلح", facts: { ...facts, plate: "00132 116 30" } }));
  expect(await here.send()).toMatchObject({
    version: 2,
    text: "كليو بيضاء، السائق مسلح",
    facts: { plate: "00132 116 30", make: "Clio 4" },
  });
});

it("asks for a plate that both changed before it is sent", async () => {
  const here = await openForm(form({}));
  here.type("00123 116 30", "00123 117 30");
  here.arrives(form({ version: 2, facts: { ...facts, plate: "00132 116 30" } }));
  expect(here.disputed()).toEqual([["Plate", "00132 116 30", "00123 117 30"]]);
  expect(here.submit()).toBe(false);
  here.choose("Plate", "Keep mine");
  expect(await here.send()).toMatchObject({ version: 2, facts: { plate: "00123 117 30" } });
});

it("keeps what is typed while it is being sent, and the form with it", async () => {
  const onSaved = vi.fn<(boloId: string) => void>();
  const shown = (change: Partial<BoloPage>) => <BoloForm bolo={{ ...bolo, ...change }} from={null} onSaved={onSaved} />;
  const here = await openForm(shown({}));
  here.type("Clio", "Clio 4");
  await here.sendWhile(() => here.type("كليو بيضاء", "كليو بيضاء، السائق مسلح"));
  expect(onSaved).not.toHaveBeenCalled();
  here.arrives(shown({ version: 2, facts: { ...facts, make: "Clio 4" } }));
  expect([here.values()[0], here.values().includes("Clio 4"), here.disputed()]).toEqual(["كليو بيضاء، السائق مسلح", true, []]);
  await here.send();
  expect(here.sent.at(-1)).toMatchObject({ version: 2, text: "كليو بيضاء، السائق مسلح" });
});

it("hands what is typed while a new one is being sent to the form of the one that was made", async () => {
  const made = vi.fn<(boloId: string) => void>();
  const here = await openForm(<BoloForm bolo={null} from={null} onSaved={made} />);
  here.type("", "كليو بيضاء");
  await here.sendWhile(() => here.type("كليو بيضاء", "كليو بيضاء، السائق مسلح"));
  const [boloId = ""] = made.mock.calls[0] ?? [];
  cleanup();
  const next = await openForm(<BoloForm bolo={{ ...bolo, boloId }} from={null} onSaved={made} />);
  expect([next.values()[0], next.disputed()]).toEqual(["كليو بيضاء، السائق مسلح", []]);
  cleanup();
  expect((await openForm(<BoloForm bolo={null} from={null} onSaved={made} />)).values()[0]).toBe("");
});

const WORDS = "السائق كرار خنجر";
const DANGER = `${WORDS}، يهدد المارة`;
const ANSWER = { words: WORDS, by: "colleague", at: "2026-12-01T00:00:00.000Z" };
const answer = () => fireEvent.keyDown(document.body, { key: "w", code: "KeyW", altKey: true });
const discard = () => screen.queryByRole("button", { name: "Discard the changes" });

it("keeps the answer that a colleague gave on the words while the make was typed here", async () => {
  const here = await openForm(form({ text: DANGER }));
  here.type("Clio", "Clio 4");
  here.arrives(form({ text: DANGER, version: 2, namesNobody: ANSWER }));
  expect(await here.send()).toMatchObject({ version: 2, namesNobody: WORDS });
});

it("brings back no answer that a colleague withdrew", async () => {
  const here = await openForm(form({ text: DANGER, namesNobody: ANSWER }));
  here.type("Clio", "Clio 4");
  here.arrives(form({ text: DANGER, version: 2, namesNobody: null }));
  expect(await here.send()).toMatchObject({ version: 2, namesNobody: null });
});

it("keeps the answer that is given here over a reload, as all that is typed", async () => {
  await openForm(form({ text: DANGER }));
  answer();
  cleanup();
  expect(await (await openForm(form({ text: DANGER }))).send()).toMatchObject({ namesNobody: WORDS });
});

it("is changed by an answer that is given here and not by a colleague's, and discards it with the rest", async () => {
  const here = await openForm(form({ text: DANGER }));
  here.arrives(form({ text: DANGER, version: 2, namesNobody: ANSWER }));
  expect(discard()).toBeNull();
  here.arrives(form({ text: DANGER, version: 3, namesNobody: null }));
  answer();
  fireEvent.click(discard() ?? document.body);
  expect([discard(), screen.queryByText("These words seem to name a person:")]).toEqual([null, expect.anything()]);
});
