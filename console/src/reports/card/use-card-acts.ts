import { partnerRoutes } from "@amaliyat/contract/partners";
import { reports, type ReportCard } from "@amaliyat/contract/reports";
import type { Problem } from "@amaliyat/contract/route";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ask } from "../../api/index.ts";
import { useMay, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { actsIn, KEY_OF, type CardAct } from "./card-acts.ts";
import { useReportAct } from "./use-report-act.ts";

/** Forms that lie over the card. */
export type CardForm = "close" | "part" | "classify" | "place";
const isForm = (act: CardAct): act is CardForm => act === "close" || act === "part" || act === "classify" || act === "place";

export type CardActs = {
  readonly can: ReadonlySet<CardAct>;
  /** Reason that an act is not possible yet; undefined if it is. */
  readonly why: (act: CardAct) => string | undefined;
  /** Acts; while another act is under way, once the room has answered to it, unless it refused. */
  readonly act: (act: CardAct) => void;
  readonly busy: CardAct | null;
  readonly refused: Problem | null;
  readonly form: CardForm | null;
  readonly close: () => void;
};

export type CardActsGiven = {
  readonly card: ReportCard;
  /** Makes an intervention of it; its id, null where it was refused. */
  readonly make: () => Promise<string | null>;
  readonly write: (kind: "ask" | "tell") => void;
};

/** Effect and key of each act of the card. Making and joining have theirs in their own panels. */
export function useCardActs({ card, make, write }: CardActsGiven): CardActs {
  const text = useText();
  const navigate = useNavigate();
  const { userId } = useSession().user;
  const mayForward = useMay(partnerRoutes.forward);
  const { refused, run } = useReportAct(card.reportId);
  const [busy, setBusy] = useState<CardAct | null>(null);
  const [form, setForm] = useState<CardForm | null>(null);
  const acting = useRef<CardAct | null>(null);
  /**
   * Act that was asked for while another was under way. The live channel shows a report as taken before the answer to «take» is there, so
   * that the next key comes early.
   */
  const behind = useRef<CardAct | null>(null);
  const params = { reportId: card.reportId };
  const can = new Set([...actsIn(card, userId)].filter((act) => act !== "forward" || mayForward));
  const placed = card.place !== null || card.placeText !== null;
  const why = (act: CardAct): string | undefined =>
    (act === "make" || (act === "forward" && card.interventionId === null)) && !placed ? text("make.place_first") : undefined;

  /** To a partner goes an intervention: the one of the report, made now where there is none. */
  const forward = async (): Promise<void> => {
    const interventionId = card.interventionId ?? (await make());
    if (interventionId !== null)
      await navigate({ to: "/interventions/$interventionId", params: { interventionId }, search: { begin: "forward" } });
  };
  const send = async (act: CardAct): Promise<unknown> => {
    if (act === "take") return run(() => ask(reports.take, { params }));
    if (act === "give_back") return run(() => ask(reports.giveBack, { params }));
    if (act === "reopen") return run(() => ask(reports.reopen, { params }));
    if (act === "forward") return forward();
    return make();
  };
  const act = (which: CardAct): void => {
    if (!can.has(which) || why(which) !== undefined) return;
    if (which === "ask" || which === "tell") return write(which);
    if (isForm(which)) return setForm(which);
    if (acting.current !== null) {
      if (which !== acting.current) behind.current = which;
      return;
    }
    acting.current = which;
    setBusy(which);
    void send(which)
      .then((done) => {
        if (done === null) behind.current = null;
      })
      .finally(() => {
        acting.current = null;
        setBusy(null);
      });
  };
  const actBehind = useEffectEvent(() => {
    const next = behind.current;
    behind.current = null;
    if (next !== null) act(next);
  });
  useEffect(() => {
    if (busy === null) actBehind();
  }, [busy]);
  useShortcut(
    ["KeyT", "KeyC", "KeyF", "KeyU", "KeyO", "KeyQ", "KeyN", "KeyE", "KeyP", "Ctrl+Enter"],
    (event) => {
      const pressed = event.code === "Enter" || event.code === "NumpadEnter" ? "Ctrl+Enter" : event.code;
      const found = [...can].find((each) => KEY_OF[each] === pressed);
      if (found !== undefined) act(found);
    },
    { enabled: form === null },
  );
  return { can, why, act, busy, refused, form, close: () => setForm(null) };
}
