// @vitest-environment happy-dom
import { openCard } from "@amaliyat/contract/interventions/testing";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, waitFor } from "@testing-library/react";
import { I18nextProvider } from "react-i18next";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "../../../api/index.ts";
import { cardOf } from "../../../facts/index.ts";
import { fakeFetch } from "../../../shell/screens/fake-room.ts";
import { featureStrings } from "../../../text/index.ts";
import { EndedCase } from "./ended-case.tsx";

const [NAMED, JOINED] = ["0192f0c0-0000-7000-8000-0000000000a1", "0192f0c0-0000-7000-8000-0000000000a2"];

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each(LANGUAGES)("says at once in %s that the case of a call is over, also the one into which it was merged", async (language) => {
  vi.stubGlobal("fetch", fakeFetch("call_taker", language, "empty"));
  const client = createQueryClient();
  client.setQueryDefaults(["interventions"], { staleTime: Number.POSITIVE_INFINITY });
  const set = (interventionId: string, more: Parameters<typeof openCard>[0]) =>
    client.setQueryData(cardOf(interventionId).queryKey, openCard({ interventionId, ...more }));
  set(NAMED, { state: "open" });
  const { queryByRole } = render(
    <I18nextProvider i18n={createI18n({ [language]: await featureStrings(language) }, language)}>
      <QueryClientProvider client={client}>
        <EndedCase interventionId={NAMED} />
      </QueryClientProvider>
    </I18nextProvider>,
  );
  const shown = () => queryByRole("alert")?.textContent ?? null;
  expect(shown()).toBeNull();
  set(NAMED, { state: "cancelled", reference: "2026-000007" });
  await waitFor(() => expect(shown()).toMatch(/2026-000007/u));
  const cancelled = shown();
  set(JOINED, { state: "closed", reference: "2026-000008" });
  set(NAMED, { state: "merged", mergedInto: JOINED });
  await waitFor(() => expect(shown()).toMatch(/2026-000008/u));
  expect(shown()).not.toBe(cancelled?.replace("2026-000007", "2026-000008"));
});
