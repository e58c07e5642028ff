import type { PhaseHealth } from "@amaliyat/contract/cameras";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { cameraHealth } from "../../facts/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { phaseList } from "../camera-queries.ts";
import { useText } from "../text.ts";

const COUNTS = ["planned", "installed", "outOfService", "inService"] as const;
const NOW = ["live", "recorded"] as const;
const SPANS = ["day", "week", "month"] as const;

/** Cameras of each phase by what they do, and the share of time for which those in service gave a picture that was recorded. */
export function PhaseFigures(): ReactNode {
  const text = useText();
  const health = useQuery(cameraHealth);
  const { data } = health;
  return (
    <Panel title={text("health.phases")} region>
      {data !== undefined ? (
        <Figures phases={data.phases} />
      ) : health.isError ? (
        <QueryFailed query={health} />
      ) : (
        <LoadingState what={text("health.phases")} lines={3} />
      )}
    </Panel>
  );
}

function Figures({ phases }: { readonly phases: readonly PhaseHealth[] }): ReactNode {
  const text = useText();
  if (phases.length === 0) return <p className="cameras-health__empty am-t2">{text("empty")}</p>;
  return (
    <div className="cameras-figures">
      <table>
        <thead>
          <tr>
            <th scope="col">{text("health.phase")}</th>
            {COUNTS.map((count) => (
              <th key={count} scope="col">
                {text(`health.count.${count}`)}
              </th>
            ))}
            {NOW.map((count) => (
              <th key={count} scope="col">
                {text(`health.count.${count}`)}
              </th>
            ))}
            {SPANS.map((span) => (
              <th key={span} scope="col">
                {text(`health.up.${span}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <PhaseRow key={phase.phase ?? 0} phase={phase} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Share cut to a tenth of a percent: what is not whole never reads 100.0%. */
const floored = (share: number): number => Math.floor(share * 1_000) / 1_000;

function PhaseRow({ phase }: { readonly phase: PhaseHealth }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const name = useQuery(phaseList).data?.find(({ number }) => number === phase.phase)?.names[language];
  return (
    <tr>
      <th scope="row">{phase.phase === null ? text("health.no_phase") : <Bdi>{name ?? format.number(phase.phase)}</Bdi>}</th>
      {COUNTS.map((count) => (
        <td key={count}>
          <Num>{format.number(phase[count])}</Num>
        </td>
      ))}
      {NOW.map((count) => (
        <td key={count} className={phase[count] < phase.inService ? "am-attention" : undefined}>
          <Num className="am-strong">{format.number(phase[count])}</Num>
        </td>
      ))}
      {SPANS.map((span) => (
        <td key={span}>
          <Num>{phase.up[span] === null ? "—" : format.percent(floored(phase.up[span]), 1)}</Num>
        </td>
      ))}
    </tr>
  );
}
