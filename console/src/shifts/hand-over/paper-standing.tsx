import type { HandOverStanding } from "@amaliyat/contract/shifts";
import { PUBLIC_ALERT_KIND_LABELS } from "@amaliyat/domain/alerts";
import { BOLO_KIND_LABELS } from "@amaliyat/domain/bolos";
import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { FORWARD_KIND_LABELS } from "@amaliyat/domain/partners";
import { HAZARD_KIND_LABELS } from "@amaliyat/domain/places";
import { Bdi, isolate, Num, type Format } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import type { ShiftsText } from "../text.ts";

type StandingProps = {
  readonly standing: HandOverStanding;
  readonly text: ShiftsText;
  readonly format: Format;
  readonly language: Language;
};

type Row = { readonly key: string; readonly cells: readonly ReactNode[] };

/** Facts that go on after the shift: BOLOs, public alerts, forwards that partners have not got, hazards, reserved units. */
export function PaperStanding({ standing, text, format, language }: StandingProps): ReactNode {
  const time = (iso: string): string => isolate(format.dateTime(Date.parse(iso)));
  const until = (iso: string): string => text("standing.until", { at: time(iso) });
  const number = (value: string): ReactNode => <Num>{value}</Num>;
  const words = (value: string | null): ReactNode => (value === null ? text("standing.home") : <Bdi>{value}</Bdi>);
  const tables: readonly { readonly title: string; readonly rows: readonly Row[] }[] = [
    {
      title: text("standing.bolos"),
      rows: standing.bolos.map((one) => ({
        key: one.reference,
        cells: [
          number(one.reference),
          PRIORITY_LABELS[one.priority][language],
          BOLO_KIND_LABELS[one.kind][language],
          words(one.text),
          until(one.expiresAt),
        ],
      })),
    },
    {
      title: text("standing.alerts"),
      rows: standing.alerts.map((one) => ({
        key: one.reference,
        cells: [number(one.reference), PUBLIC_ALERT_KIND_LABELS[one.kind][language], words(one.title[language]), until(one.until)],
      })),
    },
    {
      title: text("standing.forwards"),
      rows: standing.forwards.map((one) => ({
        key: `${one.reference}/${one.partner.fr}`,
        cells: [
          number(one.reference),
          words(one.partner[language]),
          FORWARD_KIND_LABELS[one.state][language],
          text("standing.since", { at: time(one.since) }),
        ],
      })),
    },
    {
      title: text("standing.hazards"),
      rows: standing.hazards.map((one, index) => ({
        key: String(index),
        cells: [
          HAZARD_KIND_LABELS[one.kind][language],
          words(one.words),
          one.address !== null && <Bdi>{one.address}</Bdi>,
          text(one.isConfirmed ? "standing.confirmed" : "standing.proposed"),
          until(one.until),
        ],
      })),
    },
    {
      title: text("standing.reservations"),
      rows: standing.reservations.map((one) => ({
        key: one.unit,
        cells: [number(one.unit), one.reason !== null && <Bdi>{one.reason}</Bdi>, until(one.until)],
      })),
    },
  ];
  return tables.map(({ title, rows }) => (
    <section key={title}>
      <h2>
        {title} <Num>{rows.length}</Num>
      </h2>
      <table>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- a cell has no name but its place in the row
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}
