import { isolate } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { cardOf } from "../../../facts/index.ts";
import { useText } from "../../text.ts";

export type EndedCaseProps = { readonly interventionId: string };

/** Says that the intervention of a call is closed or cancelled: no crew hears what the caller tells now. Of a merged one, the one that it joined counts. */
export function EndedCase({ interventionId }: EndedCaseProps): ReactNode {
  const text = useText();
  const shown = useQuery(cardOf(interventionId)).data;
  const into = shown?.mergedInto ?? null;
  const joined = useQuery({ ...cardOf(into ?? interventionId), enabled: into !== null }).data;
  const { state, reference } = (into === null ? shown : joined) ?? {};
  if (reference === undefined || (state !== "closed" && state !== "cancelled")) return null;
  return (
    <p role="alert" className="am-attention">
      {text(`make.over.${state}`, { reference: isolate(reference) })}
    </p>
  );
}
