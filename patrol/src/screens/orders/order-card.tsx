import { PRIORITY_LABELS, subcategory } from "@amaliyat/domain/interventions";
import type { ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { isOfDanger, notesOnCard, noteWords } from "../../duty/danger.ts";
import { metres } from "../../storage/buffer.ts";
import { clock, distance } from "../../text/format.ts";
import { useLabel, useLanguage, useText } from "../../text/use-text.ts";
import { DangerBar, DangerMarks, Joined } from "./danger.tsx";
import { Icon, PriorityMark } from "../../icons/icons.tsx";
import { HazardBar, OrderHazards } from "./order-hazards.tsx";
import { OrderNews } from "./order-news.tsx";
import { useWork } from "../../app/use-patrol.ts";
import { Way } from "./way.tsx";

/** Event, priority, place and notes of an order. */
export function OrderCard({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const label = useLabel();
  const language = useLanguage();
  const { fix, drives } = useWork();
  const { place, placeText, reference, priority, state } = order;
  const drive = drives[order.assignmentId];
  // A crew that drives sees the map alone.
  const isOverMap = state === "en_route" && place !== null;
  const isComing = state === "accepted" || state === "en_route" || state === "assigned";
  return (
    <article className="order" data-state={state} data-order={order.assignmentId}>
      <div className="order-head">
        <PriorityMark priority={priority} />
        <div>
          <h2>{label(subcategory(order.subcategory).labels)}</h2>
          <p className="hint">
            {label(PRIORITY_LABELS[priority])} · <bdi>{reference === "" ? t("duty.noReference") : reference}</bdi> ·{" "}
            {t("duty.opened", { time: clock(language, order.openedAt) })}
          </p>
          <p className="order-state">{t(`state.${state}`)}</p>
        </div>
      </div>
      {!isOverMap && <OrderNews shown={order} />}
      <DangerMarks order={order} />
      <p className="order-place">
        <Icon name="pin" />
        <span>
          <strong>{placeText ?? (place === null ? t("duty.noPlace") : t("duty.pointOnly"))}</strong>
          {place !== null && fix !== null && isComing && drive === undefined && (
            <span className="hint">{t("duty.straight", { distance: distance(t, metres(fix, place)) })}</span>
          )}
        </span>
      </p>
      <OrderHazards order={order} />
      <Joined order={order} />
      {isComing && place !== null && (
        <Way
          drive={drive ?? null}
          from={fix}
          to={place}
          priority={priority}
          isDriving={state === "en_route"}
          warning={
            state === "en_route" && (
              <>
                <OrderNews shown={order} />
                <DangerBar order={order} />
                <HazardBar order={order} />
              </>
            )
          }
        />
      )}
      {order.notes.length > 0 && (
        <ul className="notes" aria-label={t("note.list")}>
          {notesOnCard(order.notes).map((note) => (
            <li key={`${note.at}${note.from ?? ""}${note.text}`} className={isOfDanger(note) ? "note-danger" : undefined}>
              <bdi className="hint">{clock(language, note.at)}</bdi> {isOfDanger(note) && <strong>{t("danger.note")}</strong>}{" "}
              {note.from !== null && <bdi className="note-from">{note.from}</bdi>} <span dir="auto">{noteWords(t, note)}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
