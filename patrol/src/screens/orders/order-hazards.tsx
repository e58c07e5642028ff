import { HAZARD_KIND_LABELS } from "@amaliyat/domain/places";
import type { ReactNode } from "react";
import { holdingNow, type Order } from "../../duty/apply.ts";
import { age } from "../../text/format.ts";
import { useLabel, useText } from "../../text/use-text.ts";
import { Icon } from "../../icons/icons.tsx";
import { useNow } from "../../app/use-patrol.ts";

/** Hazards of the place; stored with the duty, so that they are visible without a link too. */
export function OrderHazards({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const label = useLabel();
  const now = useNow(30_000);
  const holding = holdingNow(order, now);
  if (holding.length === 0) return null;
  return (
    <ul className="order-hazards" aria-label={t("hazard.list")}>
      {holding.map(({ hazardId, kind, words, isConfirmed, certainty, firstAt, area }) => (
        <li key={hazardId}>
          <strong>{label(HAZARD_KIND_LABELS[kind])}</strong> <span dir="auto">{words}</span>
          {area.kind === "address" && <bdi>{area.address}</bdi>}
          <span className="hint">
            {t(isConfirmed ? `hazard.${certainty}` : "hazard.unconfirmed")} · {age(t, now - Date.parse(firstAt))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The kinds of hazards on one line, over the map of a crew that drives; their words stand below the map. */
export function HazardBar({ order }: { readonly order: Order }): ReactNode {
  const label = useLabel();
  const now = useNow(30_000);
  const kinds = new Set(holdingNow(order, now).map(({ kind }) => label(HAZARD_KIND_LABELS[kind])));
  if (kinds.size === 0) return null;
  return (
    <p className="way-warning">
      <Icon name="alert" />
      <strong>{[...kinds].join(" · ")}</strong>
    </p>
  );
}
