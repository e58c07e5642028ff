import { ATTRIBUTE_LABELS, PRIORITY_LABELS, subcategory } from "@amaliyat/domain/interventions";
import type { ReactNode } from "react";
import { usePatrol, useWork } from "../../app/use-patrol.ts";
import type { Order } from "../../duty/apply.ts";
import { dangersOf, isUnread, newsOf, noteWords } from "../../duty/danger.ts";
import { useLabel, useText } from "../../text/use-text.ts";
import { Icon } from "../../icons/icons.tsx";
import { goTo, usePlace } from "../place.ts";

/** The dangers of which the crew was told and has not said that it read them, above all else of the duty. */
export function Dangers(): ReactNode {
  const { duty } = useWork();
  return duty?.assignments.filter(isUnread).map((order) => <Danger key={order.assignmentId} order={order} />);
}

/** Shows the news in a few large words, with the button by which the crew says that it read them. */
function Danger({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const label = useLabel();
  const patrol = usePatrol();
  const { assignmentId, interventionId, toldSeq, reference } = order;
  const { labels: category } = subcategory(order.subcategory);
  const { joined, words } = newsOf(order);
  const what = [PRIORITY_LABELS[order.priority], ...dangersOf(order).map((one) => ATTRIBUTE_LABELS[one])];
  return (
    <section className="danger" role="alert" data-danger={assignmentId}>
      <p className="danger-head">
        <Icon name="alert" />
        <span>
          {t("danger.title")} · <bdi>{reference}</bdi>
        </span>
      </p>
      <p className="danger-what">{what.map((one) => label(one)).join(" · ")}</p>
      <p>{label(category)}</p>
      {joined.map((one) => (
        <p key={one.reference}>
          {t("danger.joined")} <strong>{label(subcategory(one.subcategory).labels)}</strong> <bdi>{one.reference}</bdi>
        </p>
      ))}
      {words.map((note) => (
        <p key={`${note.from ?? ""} ${note.seq}`} className="danger-words" dir="auto">
          {noteWords(t, note)}
        </p>
      ))}
      <button
        type="button"
        className="big"
        onClick={() => void patrol.shift.do({ kind: "read", order: assignmentId, interventionId, seq: toldSeq })}
      >
        <Icon name="check" />
        {t("danger.read")}
      </button>
    </section>
  );
}

/** Leads back to a danger that was not read, from every other screen. */
export function DangerStrip(): ReactNode {
  const t = useText();
  const { duty } = useWork();
  const { screen } = usePlace();
  if (screen === "duty" || !duty?.assignments.some(isUnread)) return null;
  return (
    <button type="button" className="strip strip-danger" onClick={() => goTo("duty")}>
      <Icon name="alert" />
      <span>{t("danger.strip")}</span>
    </button>
  );
}

/** The dangerous marks of an order, always on its card. */
export function DangerMarks({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const label = useLabel();
  const marks = dangersOf(order);
  if (marks.length === 0) return null;
  return (
    <ul className="danger-marks" aria-label={t("danger.marks")}>
      {marks.map((one) => (
        <li key={one}>
          <Icon name="alert" size={20} />
          {label(ATTRIBUTE_LABELS[one])}
        </li>
      ))}
    </ul>
  );
}

/** The same on one line, over the map of a crew that drives. */
export function DangerBar({ order }: { readonly order: Order }): ReactNode {
  const label = useLabel();
  const marks = dangersOf(order);
  if (marks.length === 0) return null;
  return (
    <p className="way-warning way-danger">
      <Icon name="alert" />
      <strong>{marks.map((one) => label(ATTRIBUTE_LABELS[one])).join(" · ")}</strong>
    </p>
  );
}

/** Interventions that joined the order: other callers' words of the same event. */
export function Joined({ order }: { readonly order: { readonly joined?: Order["joined"] } }): ReactNode {
  const t = useText();
  const label = useLabel();
  const { joined = [] } = order;
  if (joined.length === 0) return null;
  return (
    <ul className="joined" aria-label={t("danger.joinedList")}>
      {joined.map((one) => (
        <li key={one.reference}>
          {t("danger.joined")} <strong>{label(subcategory(one.subcategory).labels)}</strong> <bdi className="hint">{one.reference}</bdi>
        </li>
      ))}
    </ul>
  );
}
