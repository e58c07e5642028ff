import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import {
  category,
  categoryOf,
  channel,
  disposition,
  interventionAfter,
  legalBases,
  marksOf,
  PRIORITY_LABELS,
  sameMarks,
  SCHEME_LABEL,
  UNCHOSEN,
} from "@amaliyat/domain/interventions";
import { startOfDay } from "@amaliyat/domain/calendar";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, Code, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { PointWords } from "../../gazetteer/index.ts";
import { HistoryButton } from "../../places/index.ts";
import { PersonName, useMay } from "../../session/index.ts";
import { AttributeMarks, CardLink, Fact, titleOf, usePlaceWords, useSectors } from "../../facts/index.ts";
import { whyPriority } from "./priority-reason.ts";
import { RelationsFact } from "./relations-fact.tsx";
import { useText } from "../text.ts";
import type { DialogName } from "../dialogs/use-card-dialog.ts";

export type FactsPanelProps = { readonly card: InterventionCard; readonly onOpen: (name: DialogName) => void };

/** Facts of an intervention, each with its origin. */
export function FactsPanel({ card, onOpen }: FactsPanelProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  const mayPlace = useMay(interventions.place) && card.state === "open";
  const act = mayPlace && (
    <Button size="s" variant="quiet" onClick={() => onOpen("place")}>
      {text("facts.change_place")}
    </Button>
  );
  return (
    <Panel className="card-facts" region title={text("facts.title")} actions={act}>
      <dl className="card-facts__list">
        <Category card={card} />
        <Marks card={card} onOpen={onOpen} />
        <PriorityFact card={card} />
        <Place card={card} />
        <Fact name={text("facts.sector")}>
          <Bdi>{sectors?.find((one) => one.sectorId === card.sectorId)?.names[language] ?? text("facts.no_sector")}</Bdi>
        </Fact>
        <Fact name={text("facts.origin")}>{channel(card.channel).labels[language]}</Fact>
        <Fact name={text("facts.opened")}>
          <Time at={Date.parse(card.openedAt)} format="day" /> <Time at={Date.parse(card.openedAt)} /> · <PersonName name={card.openedBy} />
        </Fact>
        <Ending card={card} />
        <Merged card={card} />
        <RelationsFact card={card} onRelate={() => onOpen("relate")} />
      </dl>
    </Panel>
  );
}

/** The sub-category with its code and scheme, and the texts of law that were in force when it was opened. */
function Category({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const bases = legalBases(card.subcategory, Date.parse(card.openedAt));
  return (
    <>
      <Fact name={text("facts.category")}>
        {category(categoryOf(card.subcategory)).labels[language]}
        <div className="am-strong">
          {titleOf(card.subcategory, language)} <Code className="am-t3">{card.subcategory}</Code>{" "}
          <Code className="am-t3 am-small">{SCHEME_LABEL}</Code>
        </div>
      </Fact>
      {bases.length > 0 && (
        <Fact name={text("facts.law")}>
          {bases.map((basis) => (
            <div key={`${basis.from}${basis.text.en}`}>
              <Bdi>{basis.text[language]}</Bdi>
              <div className="am-small am-t3">
                {text("facts.law_since")} <Time at={startOfDay(basis.from)} format="day" />
                {!basis.confirmed && ` · ${text("facts.law_unconfirmed")}`}
              </div>
            </div>
          ))}
        </Fact>
      )}
    </>
  );
}

function Marks({ card, onOpen }: FactsPanelProps): ReactNode {
  const text = useText();
  const may = useMay(interventions.mark) && interventionAfter(card.state, "mark") !== null;
  if (!may && sameMarks(card, UNCHOSEN)) return null;
  return (
    <Fact name={text("facts.attributes")}>
      <span className="card-facts__marks">
        <AttributeMarks {...marksOf(card)} />
        {may && (
          <Button size="s" variant="quiet" shortcut="KeyM" onClick={() => onOpen("mark")}>
            {text("facts.change_attributes")}
          </Button>
        )}
      </span>
    </Fact>
  );
}

/** The priority and its reason: a person's words, or the rule that raised it. */
function PriorityFact({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const why = whyPriority(card.events);
  return (
    <Fact name={text("facts.priority")}>
      {PRIORITY_LABELS[card.priority][language]}
      {why !== null && (
        <div className="am-small am-t3">
          {text(`because.${why.because}`)}
          {why.words !== null && (
            <>
              {": "}
              <Bdi>{why.words}</Bdi>
            </>
          )}
        </div>
      )}
    </Fact>
  );
}

function Place({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const placeWords = usePlaceWords();
  const place = placeWords(card);
  return (
    <Fact name={text("facts.place")}>
      {place === null ? <span className="am-t3">{text("card.no_place")}</span> : <Bdi>{place}</Bdi>}
      {card.place && (
        <div className="am-t3 am-small">
          <PointWords point={card.place} />
        </div>
      )}
      {card.place && <HistoryButton interventionId={card.interventionId} subcategory={card.subcategory} />}
    </Fact>
  );
}

function Ending({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <>
      {card.disposition !== null && <Fact name={text("facts.disposition")}>{disposition(card.disposition).labels[language]}</Fact>}
      {card.outcome !== null && (
        <Fact name={text("facts.outcome")}>
          <Bdi>{card.outcome}</Bdi>
        </Fact>
      )}
      {card.cancelReason !== null && (
        <Fact name={text("facts.cancel_reason")}>
          <Bdi>{card.cancelReason}</Bdi>
        </Fact>
      )}
    </>
  );
}

/** A link to what this one was merged into. */
function Merged({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  if (card.mergedInto === null) return null;
  return (
    <Fact name={text("facts.merged_into")}>
      <CardLink interventionId={card.mergedInto}>{text("facts.see_target")}</CardLink>
    </Fact>
  );
}
