// @vitest-environment happy-dom
import { places, type Hazard } from "@amaliyat/contract/places";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { HazardSide } from "./hazards-view.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const hazard: Hazard = {
  ...places.writeHazard.reply.parse(smallest(places.writeHazard.reply)),
  state: "proposed",
  version: 1,
  kind: "dog",
  words: "كلب شرس",
  atHome: false,
  area: { kind: "radius", metres: 50 },
  from: inDays(-1),
  until: inDays(20),
  reviewAt: inDays(10),
};
const side = (change: Partial<Hazard>) => <HazardSide hazard={{ ...hazard, ...change }} onOpen={() => undefined} />;

it("confirms no other words than those that were read", async () => {
  const here = await openForm(side({}));
  here.arrives(side({ version: 2, words: "كلب هادئ" }));
  const confirm = () => fireEvent.click(screen.getByRole("button", { name: "Confirm" }));
  confirm();
  expect([screen.getByText("كلب هادئ", { selector: "ins" }).tagName, here.sent]).toEqual(["INS", []]);
  fireEvent.click(screen.getByRole("button", { name: "I have read the changes" }));
  confirm();
  await waitFor(() => expect(here.sent).toEqual([{ version: 2, act: "confirm" }]));
});
