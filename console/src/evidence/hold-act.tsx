import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, Time } from "@amaliyat/ui/i18n";
import Lock from "lucide-react/icons/lock";
import { useState, type ReactNode } from "react";
import { ReasonDialog } from "../lists/index.ts";
import { HoldDialog } from "./hold-dialog.tsx";
import { useText } from "./text.ts";
import "./evidence.css";

/** Retention of an item, and the hold that extends it. */
export type Held = { readonly keptUntil: string | null; readonly heldUntil: string | null; readonly holdReason: string | null };

/** A hold ends with the end of a day, which is the begin of the next one. */
const lastDayOf = (heldUntil: string): number => Date.parse(heldUntil) - 1;

export type HoldActProps = {
  readonly held: Held;
  /** Key of the draft for this item. Typed text is stored under it until it is sent. */
  readonly draft: string;
  readonly mayHold: boolean;
  /** Said where the time of keeping has not begun. */
  readonly notYet?: string;
  /** Holds until a moment, or releases. */
  readonly send: (until: string | null, reason: string) => Promise<Result<unknown, Problem>>;
};

/** Shows the retention; holds or releases the item, for roles with that permission. */
export function HoldAct({ held, draft, mayHold, notYet, send }: HoldActProps): ReactNode {
  const text = useText();
  const [open, setOpen] = useState<"hold" | "release" | null>(null);
  const { heldUntil, holdReason, keptUntil } = held;
  return (
    <div className="am-row am-row--wrap am-small am-t2">
      {heldUntil !== null ? (
        <span className="am-row evidence-held">
          <Lock size={14} aria-hidden="true" className="am-engaged" />
          <span>
            {text("hold.held_until")} <Time at={lastDayOf(heldUntil)} format="day" /> · <Bdi>{holdReason ?? ""}</Bdi>
          </span>
        </span>
      ) : keptUntil !== null ? (
        <span>
          {text("hold.kept_until")} <Time at={Date.parse(keptUntil)} format="day" />
        </span>
      ) : (
        notYet !== undefined && <span>{notYet}</span>
      )}
      {mayHold && (
        <Button size="s" variant="quiet" onClick={() => setOpen("hold")}>
          {text(heldUntil === null ? "hold.act" : "hold.longer")}
        </Button>
      )}
      {mayHold && heldUntil !== null && (
        <Button size="s" variant="quiet" onClick={() => setOpen("release")}>
          {text("hold.release")}
        </Button>
      )}
      {open === "hold" && <HoldDialog draft={draft} onClose={() => setOpen(null)} send={send} />}
      {open === "release" && (
        <ReasonDialog
          draft={`release.${draft}`}
          title={text("hold.release")}
          verb={text("hold.release")}
          onClose={() => setOpen(null)}
          send={(reason) => send(null, reason)}
        />
      )}
    </div>
  );
}
