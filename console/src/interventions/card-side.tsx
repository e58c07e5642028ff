import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { category, categoryOf, channel, disposition, PRIORITY_LABELS, type CategoryCode } from "@amaliyat/domain/interventions";
import { Button } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Bdi, Code, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, type ReactNode } from "react";
import { useSectors } from "../live/index.ts";
import { select } from "../selection/index.ts";
import { useMay } from "../session/index.ts";
import { ClipsPanel } from "./clips-panel.tsx";
import { titleOf } from "./facts.ts";
import { usePlaceWords } from "./place-words.ts";
import { useText } from "./text.ts";
import type { DialogName } from "./use-card-dialog.ts";

const RoomMap = lazy(async () => ({ default: (await import("../map/index.ts")).RoomMap }));

export function CardSide({ card, onOpen }: { readonly card: InterventionCard; readonly onOpen: (name: DialogName) => void }): ReactNode {
  const text = useText();
  useEffect(() => select({ kind: "intervention", id: card.interventionId }), [card.interventionId]);
  return (
    <div className="card-side">
      <div className="card-map">
        <Suspense fallback={<LoadingState what={text("card.map")} />}>
          <RoomMap around={card.place} small />
        </Suspense>
      </div>
      <Facts card={card} onOpen={onOpen} />
      <ClipsPanel card={card} />
    </div>
  );
}

function Facts({ card, onOpen }: { readonly card: InterventionCard; readonly onOpen: (name: DialogName) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  const placeWords = usePlaceWords();
  const mayPlace = useMay(interventions.place) && card.state === "open";
  const head: CategoryCode = categoryOf(card.subcategory);
  const place = placeWords(card);
  const act = mayPlace && (
    <Button size="s" variant="quiet" onClick={() => onOpen("place")}>
      {text("facts.change_place")}
    </Button>
  );
  return (
    <Panel className="card-facts" region title={text("facts.title")} actions={act}>
      <dl className="card-facts__list">
        <Fact name={text("facts.category")}>
          {category(head).labels[language]}
          <div className="am-strong">
            {titleOf(card.subcategory, language)} <Code className="am-t3">{card.subcategory}</Code>
          </div>
        </Fact>
        <Fact name={text("facts.priority")}>{PRIORITY_LABELS[card.priority][language]}</Fact>
        <Fact name={text("facts.place")}>
          {place === null ? <span className="am-t3">{text("card.no_place")}</span> : <Bdi>{place}</Bdi>}
          {card.place && (
            <div className="am-t3 am-small">
              <Num>{`${card.place.lat.toFixed(5)}, ${card.place.lon.toFixed(5)}`}</Num>
            </div>
          )}
        </Fact>
        <Fact name={text("facts.sector")}>
          <Bdi>{sectors?.find((one) => one.sectorId === card.sectorId)?.names[language] ?? text("facts.no_sector")}</Bdi>
        </Fact>
        <Fact name={text("facts.origin")}>{channel(card.channel).labels[language]}</Fact>
        <Fact name={text("facts.opened")}>
          <Time at={Date.parse(card.openedAt)} format="day" /> <Time at={Date.parse(card.openedAt)} />
        </Fact>
        <Ending card={card} />
        <Merged card={card} />
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="card-facts__line">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
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

/** Links to what was merged into this one, and to what this one was merged into. */
function Merged({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  return (
    <>
      {card.mergedInto !== null && (
        <Fact name={text("facts.merged_into")}>
          <CardLink interventionId={card.mergedInto}>{text("facts.see_target")}</CardLink>
        </Fact>
      )}
      {card.merged.length > 0 && (
        <Fact name={text("facts.merged")}>
          {card.merged.map((one) => (
            <CardLink key={one.interventionId} interventionId={one.interventionId}>
              <Num>{one.reference}</Num>
            </CardLink>
          ))}
        </Fact>
      )}
    </>
  );
}

function CardLink({ interventionId, children }: { readonly interventionId: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to="/interventions/$interventionId" params={{ interventionId }} search={{}}>
      {children}
    </Link>
  );
}
