import { dispatch, type service, type Unit } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import type { Activity } from "@amaliyat/domain/dispatch";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import type { z } from "zod";
import { OutDialog } from "../../administration/index.ts";
import { ask } from "../../api/index.ts";
import { useText } from "../text.ts";
import { worksOf } from "../../facts/index.ts";
import { useUnitAct } from "./units-act.ts";
import type { UnitAct } from "./units-keys.ts";
import { ReserveDialog } from "./units-reserve-dialog.tsx";

export type UnitActs = {
  readonly busy: boolean;
  readonly refused: Problem | null;
  readonly act: (unit: Unit, act: UnitAct) => void;
  readonly open: (interventionId: string) => void;
  /** A radio report: all is well, and perhaps the crew's activity. */
  readonly hear: (unit: Unit, activity?: Activity) => void;
  /** Dialog of an act that asks before it is done. */
  readonly dialog: ReactNode;
};

type Asking = { readonly kind: "reserve" | "take_out"; readonly unit: Unit } | null;

/** Acts of a dispatcher on units from the list. */
export function useUnitActs(): UnitActs {
  const text = useText();
  const navigate = useNavigate();
  const acting = useUnitAct();
  const [asking, setAsking] = useState<Asking>(null);
  const of = ({ unitId }: Unit) => ({ params: { unitId } });
  const said = (word: "heard" | "released" | "put_back" | "taken_out", unit: Unit): void => {
    showToast({ text: text(`units.done.${word}`, { code: isolate(unit.code) }) });
  };
  const open = (interventionId: string): void =>
    void navigate({ to: "/interventions/$interventionId", params: { interventionId }, search: {} });
  const hear = async (unit: Unit, activity?: Activity): Promise<void> => {
    if (await acting.run(() => ask(dispatch.hear, { ...of(unit), body: activity === undefined ? {} : { activity } }))) said("heard", unit);
  };
  const release = async (unit: Unit): Promise<void> => {
    if (await acting.run(() => ask(dispatch.reserve, { ...of(unit), body: { until: null } }))) said("released", unit);
  };
  const serve = async (unit: Unit, body: z.input<typeof service>): Promise<Problem | null> => {
    let refused: Problem | null = null;
    const done = await acting.run(async () => {
      const answer = await ask(dispatch.setUnitService, { ...of(unit), body });
      if (!answer.ok) refused = answer.error;
      return answer;
    });
    if (done) said(body.available ? "put_back" : "taken_out", unit);
    return refused;
  };
  const act = (unit: Unit, what: UnitAct): void => {
    const [first] = worksOf(unit);
    if (what === "open") {
      if (first !== undefined) open(first);
    } else if (what === "hear") void hear(unit);
    else if (what === "release") void release(unit);
    else if (what === "put_back") void serve(unit, { available: true });
    else setAsking({ kind: what, unit });
  };
  const close = (): void => setAsking(null);
  const dialog =
    asking?.kind === "reserve" ? (
      <ReserveDialog unit={asking.unit} onClose={close} />
    ) : (
      asking && <OutDialog unit={asking.unit} onClose={close} onSend={(body) => serve(asking.unit, body)} />
    );
  return { busy: acting.busy, refused: acting.refused, act, open, hear: (unit, activity) => void hear(unit, activity), dialog };
}
