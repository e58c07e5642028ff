import { interventions, type InterventionCard, type Related } from "@amaliyat/contract/interventions";
import { INTERVENTION_KIND_LABELS, RELATION_LABELS, RELATIONS } from "@amaliyat/domain/interventions";
import { Button, IconButton } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { CardLink, Fact, shortReference, titleOf } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Relations of this intervention to others: part of, comprising, related, kept apart. Each can be undone. */
export function RelationsFact({ card, onRelate }: { readonly card: InterventionCard; readonly onRelate: () => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const act = useAct(card.interventionId);
  const may = useMay(interventions.relate) && (card.state === "open" || card.state === "closed");
  const undo = ({ relation, interventionId: other }: Related): void =>
    void act.run(() => ask(interventions.unrelate, { params: { interventionId: card.interventionId }, body: { relation, other } }));
  return (
    <>
      {RELATIONS.filter((relation) => card.related.some((one) => one.relation === relation)).map((relation) => (
        <Fact key={relation} name={RELATION_LABELS[relation][language]}>
          {card.related
            .filter((one) => one.relation === relation)
            .map((one) => (
              <RelatedLine key={one.interventionId} related={one} onUndo={may ? undo : undefined} />
            ))}
        </Fact>
      ))}
      {may && (
        <Fact name={text("relate.others")}>
          <Button size="s" variant="quiet" onClick={onRelate}>
            {text("relate.act")}
          </Button>
          <Refusal problem={act.refused} />
        </Fact>
      )}
    </>
  );
}

function RelatedLine({
  related,
  onUndo,
}: {
  readonly related: Related;
  readonly onUndo: ((related: Related) => void) | undefined;
}): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const reference = shortReference(related.reference, roomNow());
  return (
    <div className="card-related">
      <CardLink interventionId={related.interventionId}>
        <Num>{reference}</Num> {titleOf(related.subcategory, language)}
      </CardLink>
      {related.state !== "open" && <span className="am-t3 am-small">{INTERVENTION_KIND_LABELS[related.state][language]}</span>}
      {onUndo && (
        <IconButton
          size="s"
          label={text("relate.undo", { reference })}
          icon={<X size={14} aria-hidden="true" />}
          onClick={() => onUndo(related)}
        />
      )}
    </div>
  );
}
