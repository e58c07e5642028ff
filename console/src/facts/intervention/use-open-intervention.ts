import { interventions } from "@amaliyat/contract/interventions";
import { showToast } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import { ask, sentence } from "../../api/index.ts";
import { cardOf } from "./intervention-lists.ts";

/**
 * Opens an intervention from a camera with nothing typed: place, site, sector and the last 30 s come with it. The card is on the
 * screen as soon as the room answered, with the sub-category picker in front. A second press while the first is on its way
 * opens nothing more.
 */
export function useOpenIntervention(): (from: { readonly cameraId: string }) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { language } = useLanguage();
  const busy = useRef(false);
  return useCallback(
    async ({ cameraId }) => {
      if (busy.current) return;
      busy.current = true;
      const answer = await ask(interventions.open, { body: { origin: "video", cameraId } });
      busy.current = false;
      if (!answer.ok) {
        showToast({ text: sentence(answer.error, language), tone: "attention" });
        return;
      }
      const card = answer.value;
      client.setQueryData(cardOf(card.interventionId).queryKey, card);
      await navigate({
        to: "/interventions/$interventionId",
        params: { interventionId: card.interventionId },
        search: { begin: "classify" },
      });
    },
    [client, navigate, language],
  );
}
