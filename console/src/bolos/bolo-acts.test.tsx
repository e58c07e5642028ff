// @vitest-environment happy-dom
import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { BoloActs } from "./bolo-acts.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const small = bolos.write.reply.parse(smallest(bolos.write.reply));
const bolo: BoloPage = {
  ...small,
  standing: "draft",
  version: 1,
  kind: "vehicle",
  text: "كليو بيضاء",
  hours: 24,
  needsPapers: false,
  namesNobody: null,
};
const acts = (change: Partial<BoloPage>) => <BoloActs bolo={{ ...bolo, ...change }} onChange={() => undefined} />;
const publish = () => fireEvent.click(screen.getByRole("button", { name: "Publish" }));

it("publishes no other words than those that were read", async () => {
  const here = await openForm(acts({}));
  here.arrives(acts({ version: 2, text: "كليو سوداء" }));
  publish();
  expect([screen.getByText("كليو سوداء").tagName, here.sent]).toEqual(["INS", []]);
  fireEvent.click(screen.getByRole("button", { name: "I have read the changes" }));
  publish();
  await waitFor(() => expect(here.sent).toEqual([{ version: 2 }]));
});

it("asks for no second reading of an answer that is given here", async () => {
  const text = "السائق كرار خنجر، يهدد المارة";
  const namesNobody = { words: "السائق كرار خنجر", by: "x", at: small.written.at };
  const here = await openForm(acts({ text, needsPapers: true }));
  fireEvent.click(screen.getByRole("button", { name: /They name nobody/u }));
  await waitFor(() => expect(here.sent).toHaveLength(1));
  here.arrives(acts({ text, version: 2, namesNobody }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "I have read the changes" })).toBeNull());
});
