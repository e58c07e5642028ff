import { places, type Warning } from "@amaliyat/contract/places";
import { HAZARD_KIND_LABELS, HAZARD_SOURCE_LABELS } from "@amaliyat/domain/places";
import { CERTAINTY_LABELS } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { Chip } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { regionAttributes } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { QueryFailed } from "../states/index.ts";
import { warningsOf } from "./place-queries.ts";
import { useText } from "./text.ts";
import "./places.css";

export type HazardsBandProps = { readonly interventionId: string; readonly place: Point | null };

/** Warnings of the place for crews on their way; empty if there are none. Roles without the permission do not see it. */
export function HazardsBand(props: HazardsBandProps): ReactNode {
  return useMay(places.warnings) ? <Band {...props} /> : null;
}

function Band({ interventionId, place }: HazardsBandProps): ReactNode {
  const text = useText();
  const query = useQuery(warningsOf(interventionId, place));
  const now = useNow();
  // That nothing is known must not look like that it could not be read.
  if (query.isError && query.data === undefined) return <QueryFailed query={query} />;
  const holding = (query.data ?? []).filter(({ until }) => Date.parse(until) > now);
  if (holding.length === 0) return null;
  return (
    <section className="places-band" {...regionAttributes(text("band.title"))}>
      <TriangleAlert size={20} aria-hidden="true" />
      <ul>
        {holding.map((one) => (
          <BandLine key={one.hazardId} warning={one} now={now} />
        ))}
      </ul>
    </section>
  );
}

function BandLine({ warning, now }: { readonly warning: Warning; readonly now: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { kind, words, certainty, isConfirmed, source, sourceWords, firstAt, area, metres } = warning;
  return (
    <li data-hazard={kind}>
      <b>{HAZARD_KIND_LABELS[kind][language]}</b> <Bdi>{words}</Bdi>
      {area.kind === "address" && (
        <>
          {" · "}
          <Bdi>{area.address}</Bdi>
        </>
      )}
      <span className="places-band__from">
        <Chip tone={certainty === "fact" ? "muted" : "attention"}>{CERTAINTY_LABELS[certainty][language]}</Chip>
        {!isConfirmed && <Chip tone="attention">{text("band.unconfirmed")}</Chip>}
        <span>
          <Bdi>{sourceWords ?? HAZARD_SOURCE_LABELS[source][language]}</Bdi> · {format.relative(now - Date.parse(firstAt))} ·{" "}
          <Num>{format.distance(metres)}</Num>
        </span>
      </span>
    </li>
  );
}
