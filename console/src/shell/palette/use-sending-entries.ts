import { dispatch } from "@amaliyat/contract/dispatch";
import { UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { showToast } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { ask, sentence } from "../../api/index.ts";
import { sendable } from "../../card/index.ts";
import { cardOf, openInterventions, shortReference, unitList } from "../../facts/index.ts";
import { useSelectedId } from "../../selection/index.ts";
import { useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import type { Entry } from "./entry.ts";
import { sentCode, sentUnits } from "./sending.ts";

/**
 * «كلّف 207» sends unit 207 to the intervention of the open card, else to the selected one. A unit that is not free is not sent from here:
 * its card opens, which asks.
 */
export function useSendingEntries(query: string): readonly Entry[] {
  const text = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const now = useNow();
  const { pathname } = useLocation();
  const selected = useSelectedId("intervention");
  const may = useMay(dispatch.assign);
  const units = useQuery({ ...unitList, enabled: may }).data ?? [];
  const rows = useQuery({ ...openInterventions, enabled: may }).data ?? [];
  const typed = sentCode(query);
  const target = /^\/interventions\/([^/]+)/.exec(pathname)?.[1] ?? selected;
  const row = rows.find(({ interventionId, state }) => interventionId === target && state === "open");
  if (!may || typed === null || row === undefined) return [];
  const { interventionId } = row;
  const reference = shortReference(row.reference, now);
  const send = async (unitId: string, code: string): Promise<void> => {
    const answer = await ask(dispatch.assign, { params: { interventionId }, body: { unitId } });
    showToast({
      text: answer.ok ? text("send.done", { code: isolate(code), reference: isolate(reference) }) : sentence(answer.error, language),
    });
    await client.invalidateQueries({ queryKey: cardOf(interventionId).queryKey });
  };
  return sentUnits(typed, units, (unit) => sendable({ unit })).map(({ unit, isExact, isSendable }) => ({
    id: `send ${unit.unitId}`,
    kind: "send",
    label: text("send.label", { code: isolate(unit.code), reference: isolate(reference) }),
    detail: UNIT_STATUS_LABELS[unit.status][language],
    code: unit.code,
    words: [],
    disabledReason: isSendable ? undefined : text("send.never"),
    isGuarded: !isExact,
    act: () => {
      if (sendable({ unit }) === "free") void send(unit.unitId, unit.code);
      else void navigate({ to: "/interventions/$interventionId", params: { interventionId } });
    },
  }));
}
