import { identity } from "@amaliyat/contract/identity";
import type { Role } from "@amaliyat/domain/identity";
import { createI18n } from "@amaliyat/ui/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { vi } from "vitest";
import { createQueryClient } from "../../api/index.ts";
import { SessionContext } from "../../session/session-context.ts";
import { fakeFetch } from "../../shell/screens/fake-room.ts";
import { smallest } from "../../shell/screens/smallest.ts";
import { changePerson } from "../../store/index.ts";
import { featureStrings } from "../../text/index.ts";

const PERSON = "amina";

type Typed = HTMLInputElement | HTMLTextAreaElement;
const inputs = (): Typed[] => [...document.querySelectorAll<Typed>("input, textarea")];

function inputOf(value: string): Typed {
  const found = inputs().find((input) => input.value === value);
  if (found === undefined)
    throw new Error(
      `no field holds «${value}» but ${inputs()
        .map((input) => `«${input.value}»`)
        .join(" ")}`,
    );
  return found;
}

/** Opens a form in English, for a person of a role in SU1. Commands of the form are collected and accepted. */
export async function openForm(form: ReactNode, role: Role = "supervisor") {
  changePerson(PERSON);
  const sent: unknown[] = [];
  let answers: Promise<unknown> = Promise.resolve();
  const room = fakeFetch(role, "en", "empty");
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input instanceof Request ? input : new URL(input, location.href), init);
    if (request.method === "GET") return room(request);
    sent.push(await request.clone().json());
    await answers;
    return room(request, { method: request.method });
  });
  const me = identity.me.reply.parse(smallest(identity.me.reply));
  const session = { ...me, covers: ["SU1"], user: { ...me.user, role, sectors: ["SU1"] } };
  const i18n = createI18n({ en: await featureStrings("en") }, "en");
  const client = createQueryClient();
  const inRoom = (child: ReactNode) => (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <SessionContext value={{ session, signOut: () => Promise.resolve() }}>{child}</SessionContext>
      </QueryClientProvider>
    </I18nextProvider>
  );
  const shown = render(inRoom(form));
  const disputes = () => [...document.querySelectorAll<HTMLElement>(".list-dispute")];
  const labelOf = (dispute: HTMLElement) => dispute.querySelector("legend")?.textContent ?? "";
  return {
    client,
    sent,
    /** Shows the form with what a colleague made of the thing. */
    arrives: (changed: ReactNode) => shown.rerender(inRoom(changed)),
    type: (before: string, after: string) => fireEvent.change(inputOf(before), { target: { value: after } }),
    values: () => inputs().map((input) => input.value),
    /** Fields that both changed: name, the colleague's value, one's own. */
    disputed: () =>
      disputes().map((dispute) => [
        labelOf(dispute),
        ...[...dispute.querySelectorAll(".list-dispute__words")].map(({ textContent }) => textContent),
      ]),
    choose(label: string, choice: "Take their value" | "Keep mine") {
      const dispute = disputes().find((one) => labelOf(one) === label);
      if (dispute === undefined) throw new Error(`${label} is not in dispute`);
      fireEvent.click(within(dispute).getByRole("button", { name: choice }));
    },
    /** Sends the form, and types before the room answers. */
    async sendWhile(typing: () => void): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      answers = promise;
      await this.send();
      typing();
      resolve();
      await waitFor(() => {
        if (document.querySelector("form [aria-busy=true]") !== null) throw new Error("it is still being sent");
      });
    },
    /** Submits the form; true if it began to send. */
    submit(): boolean {
      const [only] = document.querySelectorAll("form");
      if (only === undefined) throw new Error("no form");
      fireEvent.submit(only);
      return only.querySelector("[type=submit]")?.getAttribute("aria-busy") === "true";
    },
    async send(): Promise<unknown> {
      this.submit();
      await waitFor(() => {
        if (sent.length === 0)
          throw new Error(
            `nothing sent: ${screen
              .queryAllByRole("alert")
              .map(({ textContent }) => textContent)
              .join(" ")}`,
          );
      });
      return sent.at(-1);
    },
  };
}
