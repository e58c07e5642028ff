// @vitest-environment happy-dom
import { identity } from "@amaliyat/contract/identity";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { SessionContext } from "../session/session-context.ts";
import { smallest } from "../shell/screens/smallest.ts";
import { PointWords } from "./point-words.tsx";

const me = identity.me.reply.parse(smallest(identity.me.reply));
const session = { ...me, user: { ...me.user, role: "technician" as const } };
const i18n = createI18n({ ar: {}, fr: {}, en: {} }, "ar");
const client = new QueryClient();

const at = (lat: number): ReactNode => (
  <I18nextProvider i18n={i18n}>
    <QueryClientProvider client={client}>
      <SessionContext value={{ session, signOut: () => Promise.resolve() }}>
        <PointWords point={{ lat, lon: 5.33 }} />
      </SessionContext>
    </QueryClientProvider>
  </I18nextProvider>
);

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks for the place of a point at once, and of a dragged one when it rests", () => {
  vi.useFakeTimers();
  const asked = vi.fn<(address: string) => Promise<Response>>(() => new Promise(() => undefined));
  vi.stubGlobal("fetch", asked);
  const { rerender } = render(at(31.95));
  expect(asked).toHaveBeenCalledTimes(1);
  for (let nth = 1; nth <= 20; nth++) {
    rerender(at(31.95 + nth / 1000));
    act(() => void vi.advanceTimersByTime(16));
  }
  expect(asked).toHaveBeenCalledTimes(1);
  expect(screen.getByText("31.97000, 5.33000")).toBeTruthy();
  act(() => void vi.advanceTimersByTime(250));
  expect(asked).toHaveBeenCalledTimes(2);
  expect(String(asked.mock.lastCall?.[0])).toContain("31.97");
});
