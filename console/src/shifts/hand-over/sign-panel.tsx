import type { Problem } from "@amaliyat/contract/route";
import { shifts, type HandOver, type Shift } from "@amaliyat/contract/shifts";
import type { Result } from "@amaliyat/domain/kernel";
import { Button, Chip, Field, TextInput } from "@amaliyat/ui/controls";
import { Code, isolate, Time } from "@amaliyat/ui/i18n";
import { ConfirmDialog, Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { SHIFTS } from "../../facts/index.ts";
import { PersonName, Refusal, useMay, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";

type PanelProps = { readonly held: HandOver; readonly next: Shift | null };
type Asked = "out" | "in" | "back";

/** True for a person who may give the second signature. A relief who signed out for an absent chief may, a chief who signed out may not. */
export const mayTakeOver = ({ kind, outgoing, inPlaceOf }: Shift, userId: string): boolean =>
  kind === "handing_over" && (outgoing?.userId !== userId || inPlaceOf !== null);

/** The two signatures of a hand-over: the signers, and the reader's possible acts. */
export function SignPanel({ held, next }: PanelProps): ReactNode {
  const text = useText();
  const { shift, seal } = held;
  const [asked, setAsked] = useState<Asked | null>(null);
  const { userId } = useSession().user;
  const maySign = useMay(shifts.signOut);
  const isSigner = shift.outgoing?.userId === userId;
  return (
    <Panel
      title={text("sign.title")}
      region
      padded
      actions={<Chip tone={seal === "changed" ? "act" : "normal"}>{text(`seal.${seal}`)}</Chip>}
    >
      <dl className="shifts-facts">
        <dt>{text("sign.outgoing")}</dt>
        <dd>
          <Signature of={shift.outgoing} />
          {shift.inPlaceOf !== null && (
            <span className="am-t2 am-small shifts-place">{text("sign.in_place", { reason: isolate(shift.inPlaceOf) })}</span>
          )}
        </dd>
        <dt>{text("sign.incoming")}</dt>
        <dd>
          <Signature of={shift.incoming} />
          {shift.relievedFor !== null && (
            <span className="am-t2 am-small shifts-place">{text("sign.relief", { reason: isolate(shift.relievedFor) })}</span>
          )}
        </dd>
        {shift.hash !== null && (
          <>
            <dt>{text("seal.hash")}</dt>
            <dd>
              <Code className="shifts-hash">{shift.hash}</Code>
            </dd>
          </>
        )}
      </dl>
      {maySign && (
        <div className="shifts-acts">
          {shift.kind === "running" && (
            <Button variant="primary" onClick={() => setAsked("out")}>
              {text("sign.out")}
            </Button>
          )}
          {mayTakeOver(shift, userId) && (
            <Button variant="primary" onClick={() => setAsked("in")}>
              {next === null ? text("sign.in") : text("sign.in_and_start", { name: isolate(next.name) })}
            </Button>
          )}
          {shift.kind === "handing_over" && isSigner && <Button onClick={() => setAsked("back")}>{text("sign.back")}</Button>}
        </div>
      )}
      {asked && <SignDialog asked={asked} held={held} next={next} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

export function Signature({ of }: { readonly of: Shift["outgoing"] }): ReactNode {
  const text = useText();
  if (of === null) return <span className="am-t3">{text("sign.not_yet")}</span>;
  return (
    <>
      <PersonName name={of.name} className="am-strong" /> <Time at={Date.parse(of.at)} format="dateTime" className="am-t2" />
    </>
  );
}

type DialogProps = PanelProps & { readonly asked: Asked; readonly onClose: () => void };

function SignDialog({ asked, held, next, onClose }: DialogProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { userId } = useSession().user;
  const { shift } = held;
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const isActing = shift.startedFor !== null && shift.started?.userId === userId;
  const inPlace = asked === "out" && shift.chief.userId !== userId && !isActing;
  const isAlone = asked === "in" && shift.outgoing?.userId === userId;
  // The next shift starts with the signature, and its chief may lead in another sector.
  const isElsewhere = refused?.code === "shift.chief_elsewhere";
  const needsReason = inPlace || asked === "back" || isAlone || isElsewhere;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const answer = await send(asked, shift, next, reason);
    setBusy(false);
    setRefused(answer.ok ? null : answer.error);
    await client.invalidateQueries({ queryKey: SHIFTS });
    if (answer.ok) onClose();
  };
  return (
    <ConfirmDialog
      open
      title={text(`sign.${asked}`)}
      verb={text(`sign.${asked}`)}
      busy={busy}
      disabledReason={needsReason && reason.trim() === "" ? text("sign.reason") : undefined}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <div className="shifts-form">
        {asked !== "back" && <p>{text(asked === "out" ? "sign.out_text" : "sign.in_text")}</p>}
        {needsReason && (
          <Field
            label={text("sign.reason")}
            hint={
              inPlace ? text("sign.in_place_hint") : isAlone ? text("sign.relief_hint") : isElsewhere ? text("plan.anyway_hint") : undefined
            }
            required
          >
            <TextInput value={reason} maxLength={200} onChange={setReason} />
          </Field>
        )}
        <Refusal problem={refused} />
      </div>
    </ConfirmDialog>
  );
}

function send(asked: Asked, shift: Shift, next: Shift | null, reason: string): Promise<Result<unknown, Problem>> {
  const { version } = shift;
  const params = { shiftId: shift.shiftId };
  if (asked === "out") return ask(shifts.signOut, { params, body: { version, ...(reason.trim() === "" ? {} : { reason }) } });
  if (asked === "back") return ask(shifts.takeBack, { params, body: { version, reason } });
  const why = reason.trim() === "" ? {} : { reason };
  const started = next === null ? {} : { next: { shiftId: next.shiftId, version: next.version, ...why } };
  return ask(shifts.signIn, { params, body: { version, hash: shift.hash ?? "", ...why, ...started } });
}
