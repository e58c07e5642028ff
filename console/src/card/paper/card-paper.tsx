import type { InterventionCard } from "@amaliyat/contract/interventions";
import { categoryOf, category, channel, disposition, PRIORITY_LABELS, stateLabel } from "@amaliyat/domain/interventions";
import { Bdi, Code, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { roomNow } from "@amaliyat/ui/hooks";
import type { ReactNode } from "react";
import { titleOf, usePlaceWords, useRoom, useSectors, useWaits } from "../../facts/index.ts";
import { PersonName, usePersonNames, useSession } from "../../session/index.ts";
import { NoteWords } from "../log/note-words.tsx";
import { stepLines, stepsOf } from "../now/steps.ts";
import { useText } from "../text.ts";
import "./paper.css";

type Of = { readonly card: InterventionCard };

/**
 * An intervention on one page: facts, steps against their targets, units, notes, outcome. It names no person concerned: a paper leaves the
 * room, and the card does not.
 */
export function CardPaper({ card }: Of): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const room = useRoom().data;
  const { user } = useSession();
  const { shown } = usePersonNames();
  return (
    <article className="card-paper" data-printable>
      <header className="card-paper__head">
        <div>
          <p className="card-paper__room">{room !== undefined && <Bdi>{room.names[language]}</Bdi>}</p>
          <h3>{titleOf(card.subcategory, language)}</h3>
        </div>
        <div className="card-paper__reference">
          <Num className="am-strong">{card.reference}</Num>
          <span>{stateLabel(card)[language]}</span>
        </div>
      </header>
      <Facts card={card} />
      <Steps card={card} />
      <Units card={card} />
      <Notes card={card} />
      <footer className="card-paper__foot">
        <Bdi>{text("paper.printed_by", { name: shown(user.name) })}</Bdi> · <Time at={roomNow()} format="day" /> <Time at={roomNow()} /> ·{" "}
        {text("paper.no_people")}
      </footer>
    </article>
  );
}

function Facts({ card }: Of): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  const place = usePlaceWords()(card);
  const sector = sectors?.find((one) => one.sectorId === card.sectorId)?.names[language];
  const ended = card.closedAt === null ? null : Date.parse(card.closedAt);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      text("facts.category"),
      <>
        {category(categoryOf(card.subcategory)).labels[language]} <Code>{card.subcategory}</Code>
      </>,
    ],
    [text("facts.priority"), PRIORITY_LABELS[card.priority][language]],
    [text("facts.place"), <Bdi key="place">{place ?? text("card.no_place")}</Bdi>],
    [text("facts.sector"), <Bdi key="sector">{sector ?? text("facts.no_sector")}</Bdi>],
    [text("facts.origin"), channel(card.channel).labels[language]],
    [
      text("facts.opened"),
      <>
        <Stamp at={Date.parse(card.openedAt)} /> · <PersonName name={card.openedBy} />
      </>,
    ],
    [text("paper.ended"), ended === null ? "–" : <Stamp key="ended" at={ended} />],
    [text("facts.disposition"), card.disposition === null ? "–" : disposition(card.disposition).labels[language]],
    [text("facts.outcome"), <Bdi key="outcome">{card.outcome ?? card.cancelReason ?? "–"}</Bdi>],
  ];
  return (
    <dl className="card-paper__facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const Stamp = ({ at }: { readonly at: number }): ReactNode => (
  <>
    <Time at={at} format="day" /> <Time at={at} />
  </>
);

/** Times of the steps: when, after how long, and how long it may take. */
function Steps({ card }: Of): ReactNode {
  const text = useText();
  const format = useFormat();
  const lines = stepLines(stepsOf(card), card.priority, useWaits());
  return (
    <table className="card-paper__table">
      <caption>{text("steps.label")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("paper.step")}</th>
          <th scope="col">{text("paper.at")}</th>
          <th scope="col">{text("paper.took")}</th>
          <th scope="col">{text("steps.target")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, state, at, since, targetMs }) => (
          <tr key={name}>
            <th scope="row">{text(`steps.${name}`)}</th>
            <td>{at === null || state !== "done" ? "–" : <Time at={at} />}</td>
            <td>{at !== null && since !== null && state === "done" ? <Num>{format.age(Math.max(0, at - since))}</Num> : "–"}</td>
            <td>{targetMs === null ? "–" : <Num>{format.age(targetMs)}</Num>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const UNIT_STEPS = ["assignedAt", "acceptedAt", "enRouteAt", "onSceneAt", "endedAt"] as const;

function Units({ card }: Of): ReactNode {
  const text = useText();
  if (card.units.length === 0) return null;
  return (
    <table className="card-paper__table">
      <caption>{text("paper.units")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("advice.column.unit")}</th>
          {UNIT_STEPS.map((step) => (
            <th key={step} scope="col">
              {text(`paper.unit.${step}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {card.units.map((one) => (
          <tr key={one.assignmentId}>
            <th scope="row">
              <Num>{one.unitCode}</Num>
            </th>
            {UNIT_STEPS.map((step) => (
              <td key={step}>{one[step] === null ? "–" : <Time at={Date.parse(one[step])} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Notes in the order in which they were written. */
function Notes({ card }: Of): ReactNode {
  const text = useText();
  const notes = card.events.filter(({ kind }) => kind === "noted");
  if (notes.length === 0) return null;
  return (
    <section className="card-paper__notes">
      <h4>{text("paper.notes")}</h4>
      <ol>
        {notes.map((event) => (
          <li key={event.seq}>
            <Time at={Date.parse(event.at)} /> <PersonName name={event.by} />: <NoteWords data={event.data} />
          </li>
        ))}
      </ol>
    </section>
  );
}
