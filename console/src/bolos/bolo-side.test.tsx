// @vitest-environment happy-dom
import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openForm } from "../lists/testing/open-form.tsx";
import { smallest } from "../shell/screens/smallest.ts";
import { BoloForm } from "./bolo-form.tsx";
import { boloPageOf } from "./bolo-queries.ts";
import { BoloSide } from "./bolo-side.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const small = bolos.write.reply.parse(smallest(bolos.write.reply));
const bolo: BoloPage = { ...small, standing: "draft", version: 1, kind: "vehicle", text: "كليو بيضاء", hours: 24 };
const published: BoloPage = {
  ...bolo,
  version: 2,
  standing: "in_force",
  published: small.written,
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
};
const TYPED = "كليو بيضاء، السائق مسلح ببندقية";

/** Types into the draft of a BOLO, which a colleague then publishes. */
async function typedWhilePublished() {
  const opened = vi.fn<() => void>();
  const here = await openForm(<BoloSide boloId={bolo.boloId} onNew={opened} />);
  const put = (page: BoloPage): void => act(() => void here.client.setQueryData(boloPageOf(bolo.boloId).queryKey, page));
  await waitFor(() => expect(here.client.isFetching()).toBe(0));
  put(bolo);
  fireEvent.click(await screen.findByRole("button", { name: "Change" }));
  here.type("كليو بيضاء", TYPED);
  put(published);
  await screen.findByText("A colleague published this BOLO meanwhile. What you typed is not in it.");
  return { here, opened };
}

it("keeps the form with what is typed if a colleague publishes the draft, says so, and sends nothing", async () => {
  const { here } = await typedWhilePublished();
  expect(here.values()).toContain(TYPED);
  expect([here.submit(), here.sent]).toEqual([false, []]);
  fireEvent.click(screen.getByRole("button", { name: "Discard the changes" }));
  expect(document.querySelector("form")).toBeNull();
  expect(screen.getByText("كليو بيضاء")).toBeDefined();
});

it("makes a new draft of the words that came too late, and copies them", async () => {
  const { opened } = await typedWhilePublished();
  const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  fireEvent.click(screen.getByRole("button", { name: "Copy what you typed" }));
  expect(written.mock.calls).toEqual([[TYPED]]);
  fireEvent.click(screen.getByRole("button", { name: "New from these words" }));
  expect(opened).toHaveBeenCalledOnce();
  cleanup();
  const next = await openForm(<BoloForm bolo={null} from={null} onSaved={() => undefined} />);
  expect(await next.send()).toMatchObject({ text: TYPED });
});

it("shows the form of a draft again that was typed into before", async () => {
  const first = await openForm(<BoloForm bolo={bolo} from={null} onSaved={() => undefined} />);
  first.type("كليو بيضاء", TYPED);
  cleanup();
  const here = await openForm(<BoloSide boloId={bolo.boloId} onNew={() => undefined} />);
  await waitFor(() => expect(here.client.isFetching()).toBe(0));
  act(() => void here.client.setQueryData(boloPageOf(bolo.boloId).queryKey, bolo));
  await waitFor(() => expect(here.values()).toContain(TYPED));
});
