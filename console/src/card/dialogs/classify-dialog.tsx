import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { isSubcategory, UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { Code, Num, useLanguage } from "@amaliyat/ui/i18n";
import { roomNow } from "@amaliyat/ui/hooks";
import { Dialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { ChangedMeanwhile, useOpenedVersion } from "./changed-meanwhile.tsx";
import { shortReference, PickList, subcategoryPicks } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Gives or changes the sub-category by one digit or a few letters. Escape leaves it as it is; it can be given later. */
export function ClassifyDialog({ card, onClose }: { readonly card: InterventionCard; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { interventionId } = card;
  const [query, setQuery] = useState("");
  const act = useAct(interventionId);
  const opened = useOpenedVersion(card);
  const pick = async (id: string): Promise<void> => {
    if (!isSubcategory(id)) return;
    if (id === card.subcategory) return onClose();
    const done = await act.run(() =>
      ask(interventions.classify, { params: { interventionId }, body: { subcategory: id, version: card.version } }),
    );
    if (done) onClose();
  };
  const picks = subcategoryPicks(query, language).map((one) => ({
    id: one.code,
    label: one.label,
    digit: one.digit,
    detail: (
      <>
        {one.category} <Code>{one.code}</Code>
      </>
    ),
  }));
  const fresh = card.subcategory === UNCLASSIFIED;
  const title = (
    <>
      {text(fresh ? "classify.title" : "classify.change")} <Num className="am-t2">{shortReference(card.reference, roomNow())}</Num>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={title} top className="card-dialog-side">
      {fresh && <p className="am-t2 am-small">{text("classify.text")}</p>}
      <PickList
        label={text("classify.search")}
        query={query}
        onQuery={setQuery}
        picks={picks}
        onPick={(id) => void pick(id)}
        chosen={card.subcategory}
        busy={act.busy}
      />
      <Refusal problem={act.refused} />
      <ChangedMeanwhile card={card} since={opened} />
    </Dialog>
  );
}
