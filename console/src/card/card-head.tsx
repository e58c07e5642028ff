import type { InterventionCard } from "@amaliyat/contract/interventions";
import { marksOf, PRIORITY_LABELS, stateLabel } from "@amaliyat/domain/interventions";
import { Button, Chip } from "@amaliyat/ui/controls";
import { OriginGlyph, PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { regionAttributes } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import ArrowRight from "lucide-react/icons/arrow-right";
import type { ReactNode } from "react";
import { mayCall } from "../api/index.ts";
import { usePersonNames, useSession } from "../session/index.ts";
import {
  activeUnits,
  Age,
  AttributeMarks,
  levelOf,
  shortReference,
  takenUpSince,
  titleOf,
  usePlaceWords,
  useSectors,
  withoutUnitSince,
} from "../facts/index.ts";
import { actsIn } from "./card-acts.ts";
import { useText } from "./text.ts";
import type { DialogName } from "./dialogs/use-card-dialog.ts";

export type CardHeadProps = {
  readonly card: InterventionCard;
  readonly onOpen: (name: DialogName) => void;
  /** Waits for the digit of an advised unit; left out for who may not send. */
  readonly onAssign: (() => void) | undefined;
};

export function CardHead({ card, onOpen, onAssign }: CardHeadProps): ReactNode {
  const text = useText();
  return (
    <section className="card-head" {...regionAttributes(text("card.head"))}>
      <Title card={card} />
      <Acts card={card} onOpen={onOpen} onAssign={onAssign} />
      {card.state === "open" && (
        <span className="card-head__age am-t2">
          {text("card.elapsed")} <Age since={Date.parse(card.openedAt)} className="card-head__clock" />
        </span>
      )}
    </section>
  );
}

/** The person who has taken the alarm of an intervention to which nobody is sent yet. */
function TakenUp({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const { shown } = usePersonNames();
  const since = withoutUnitSince(card);
  const by = since === null ? null : takenUpSince(card, since);
  return by !== null && <Chip tone="engaged">{text("card.taken_up", { name: isolate(shown(by)) })}</Chip>;
}

function Title({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  const placeWords = usePlaceWords();
  const place = placeWords(card);
  const sector = sectors?.find((one) => one.sectorId === card.sectorId)?.names[language];
  const level = levelOf(card.priority);
  const tone = level === 1 ? "act" : level === 2 ? "attention" : "normal";
  return (
    <div className="card-title">
      <Link to="/room" className="am-icon-button" aria-label={ui("back")} title={ui("back")}>
        <ArrowRight size={18} className="card-back" aria-hidden="true" />
      </Link>
      <PriorityGlyph priority={level} size={40} />
      <div className="card-title__words">
        <div className="card-title__row">
          <h2 className="am-head am-clip">{titleOf(card.subcategory, language)}</h2>
          <Num className="card-title__reference">{shortReference(card.reference, roomNow())}</Num>
          <Chip tone={tone}>{PRIORITY_LABELS[card.priority][language]}</Chip>
          <Chip tone="muted" icon={<OriginGlyph origin={card.origin} silent />}>
            {text(`origin.${card.origin}`)}
          </Chip>
          <AttributeMarks {...marksOf(card)} />
          {card.state !== "open" && <Chip tone="engaged">{stateLabel(card)[language]}</Chip>}
          <TakenUp card={card} />
          {card.needsReview && <Chip tone="attention">{text("card.needs_review")}</Chip>}
        </div>
        <div className="am-t2 am-clip">
          {place === null ? text("card.no_place") : <Bdi>{place}</Bdi>}
          {sector !== undefined && (
            <>
              {" · "}
              <Bdi>{sector}</Bdi>
            </>
          )}
        </div>
      </div>
    </div>
  );
}

/** The one act that is most likely next; drawn as the main one. None while units are on their way: their next word is. */
function mainAct(card: InterventionCard): DialogName | "assign" | null {
  if (card.state === "merged") return "split";
  if (card.state !== "open") return "reopen";
  if (withoutUnitSince(card) !== null) return "assign";
  return activeUnits(card).every(({ state }) => state === "on_scene") ? "close" : null;
}

/** The acts of this state that the person's role may do; the main one is drawn as such. */
function Acts({ card, onOpen, onAssign }: CardHeadProps): ReactNode {
  const text = useText();
  const { role } = useSession().user;
  const acts = actsIn(card.state).filter((act) => mayCall(act.route, role));
  const main = mainAct(card);
  const there = main === "close" ? activeUnits(card).map(({ unitCode }) => unitCode) : [];
  const may = (name: DialogName): boolean => acts.some((act) => act.name === name);
  useShortcut("Ctrl+Enter", () => onOpen("close"), { enabled: may("close") });
  useShortcut("KeyE", () => onOpen("classify"), { enabled: may("classify") });
  useShortcut("KeyP", () => onOpen("priority"), { enabled: may("priority") });
  useShortcut("KeyJ", () => onOpen("merge"), { enabled: may("merge") });
  return (
    <div className="card-acts">
      {onAssign && card.state === "open" && (
        <Button variant={main === "assign" ? "primary" : "normal"} shortcut="KeyA" onClick={onAssign}>
          {text("act.assign")}
        </Button>
      )}
      {acts.map((act) => (
        <Button key={act.name} variant={main === act.name ? "primary" : "normal"} shortcut={act.key} onClick={() => onOpen(act.name)}>
          {act.name === "close" && there.length > 0 ? text("act.close_ending", { units: there.join(" · ") }) : text(`act.${act.name}`)}
        </Button>
      ))}
    </div>
  );
}
