// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import { openCard } from "@amaliyat/contract/interventions/testing";
import { disposition } from "@amaliyat/domain/interventions";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { SessionContext } from "../../session/session-context.ts";
import { fakeFetch } from "../../shell/screens/fake-room.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { featureStrings } from "../../text/index.ts";
import { CloseDialog } from "./close-dialog.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

async function open(): Promise<void> {
  vi.stubGlobal("fetch", fakeFetch("dispatcher", "en", "empty"));
  const session = identity.me.reply.parse(smallest(identity.me.reply));
  render(
    <I18nextProvider i18n={createI18n({ en: await featureStrings("en") }, "en")}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
          <CloseDialog card={openCard()} onClose={() => undefined} onClassify={() => undefined} />
        </SessionContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}

const code = (): HTMLInputElement => screen.getByRole<HTMLInputElement>("combobox");
const words = (): HTMLTextAreaElement => {
  const box = document.querySelector("textarea");
  if (box === null) throw new Error("no box for the outcome");
  return box;
};
const type = (into: Element, value: string): void => void fireEvent.change(into, { target: { value } });

it("takes a disposition by its two digits alone, and proposes its words until others are typed", async () => {
  await open();
  type(code(), "10");
  expect(code().value).toContain("10 · ");
  expect(words().value).toBe(disposition("10").labels.en);
  // Another one brings its own words, as nothing was typed yet.
  type(code(), "03");
  expect(words().value).toBe(disposition("03").labels.en);
  type(words(), "The lorry was towed away");
  type(code(), "10");
  expect(words().value).toBe("The lorry was towed away");
});
