import type { IntervalFigures, LimitSet, LoadFigures } from "@amaliyat/contract/shifts";
import { boardOf, glanceSentences, type LoadHour, type SectorStep, type Standing } from "@amaliyat/domain/shifts";
import { useNow } from "@amaliyat/ui/hooks";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { limitsInForce, useInterventions, useUnits } from "../../facts/index.ts";
import { ListBody } from "../../lists/index.ts";
import { workOf } from "../board/work-of.ts";
import { silentUnits, SilentUnits } from "../board/silent-units.tsx";
import { intervalsOf, loadOf } from "../shift-queries.ts";
import { lastDay, lastHours } from "../spans.ts";
import { useText } from "../text.ts";
import { LoadRibbon } from "./load-ribbon.tsx";
import { SectorMultiples } from "./sector-multiples.tsx";
import { Seats } from "./seats.tsx";
import { GlanceSentence } from "./glance-sentence.tsx";

/** The shift at a glance: three sentences, load against staff, steps against their targets by sector, and who sits where. */
export function GlanceView(): ReactNode {
  const text = useText();
  const now = useNow();
  const load = useQuery(loadOf(lastHours(now)));
  const steps = useQuery(intervalsOf(lastDay(now), "sector"));
  const limits = useQuery(limitsInForce);
  return (
    <div className="list-columns">
      <div className="list-main shifts-glance">
        <Panel title={text("glance.said")} aside={text("board.today")} region className="shifts-glance__said">
          <ListBody query={load} what={text("glance.said")}>
            {(hours) => (
              <ListBody query={steps} what={text("glance.said")}>
                {(figures) => (
                  <ListBody query={limits} what={text("glance.said")}>
                    {(set) => <Said load={hours} figures={figures} limits={set} now={now} />}
                  </ListBody>
                )}
              </ListBody>
            )}
          </ListBody>
        </Panel>
        <Panel title={text("glance.load")} aside={text("glance.load_aside")} region>
          <ListBody query={load} what={text("glance.load")}>
            {({ hours }) => <LoadRibbon hours={hoursOf(hours)} now={now} />}
          </ListBody>
        </Panel>
        <Panel title={text("glance.steps")} aside={text("glance.steps_aside")} region>
          <ListBody query={steps} what={text("glance.steps")}>
            {(figures) => (
              <ListBody query={limits} what={text("glance.steps")}>
                {(set) => <SectorMultiples figures={figures} limits={set.values} />}
              </ListBody>
            )}
          </ListBody>
        </Panel>
      </div>
      <div className="list-side shifts-side">
        <Seats />
        <SilentUnits limits={limits.data ?? null} />
      </div>
    </div>
  );
}

const hoursOf = (hours: LoadFigures["hours"]): readonly LoadHour[] => hours.map((hour) => ({ ...hour, from: Date.parse(hour.from) }));

const stepsOf = ({ rows }: IntervalFigures): readonly SectorStep[] =>
  rows.map(({ key, interval, sample, p90 }) => ({ sectorId: key, interval, sample, p90 }));

type SaidProps = { readonly load: LoadFigures; readonly figures: IntervalFigures; readonly limits: LimitSet; readonly now: number };

function Said({ load, figures, limits, now }: SaidProps): ReactNode {
  const standing = useStanding(limits, now);
  const sentences = glanceSentences(hoursOf(load.hours), stepsOf(figures), limits.values, standing);
  return (
    <ul className="shifts-glance__sentences">
      {sentences.map((sentence) => (
        <li key={sentence.kind}>
          <p>
            <GlanceSentence sentence={sentence} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Late work and silent units of now, by the rules of the board. */
function useStanding(limits: LimitSet, now: number): Standing {
  const open = (useInterventions().data ?? []).filter(({ state }) => state === "open");
  const units = useUnits().data ?? [];
  const rows = boardOf(open.map(workOf), limits.values, now);
  return {
    open: rows.length,
    late: rows.filter(({ late }) => late).length,
    silent: silentUnits(units, limits.values, now).length,
  };
}
