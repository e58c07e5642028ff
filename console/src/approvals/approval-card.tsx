import { approvals, type Approval } from "@amaliyat/contract/approvals";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Bdi, isolate, Time, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog, Panel } from "@amaliyat/ui/layout";
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask, useSending } from "../api/index.ts";
import { USERS } from "../facts/index.ts";
import { ReasonDialog } from "../lists/index.ts";
import { putOne } from "../live/index.ts";
import { CodeSlip, PersonName, Refusal, usePersonNames, useSession } from "../session/index.ts";
import { approvalList, LOG_RETENTION, mayDecide } from "./approvals-query.ts";
import { APPROVALS } from "./live.ts";
import { useSaid } from "./said.ts";
import { useText } from "./text.ts";

/** One request: who asked for what, and the acts of the person who looks at it. */
export function ApprovalCard({ approval }: { readonly approval: Approval }): ReactNode {
  const text = useText();
  const { title, facts } = useSaid();
  const [half, setHalf] = useState<string | null>(null);
  const { asked } = approval;
  return (
    <Panel title={title(approval)} region className="list-side">
      <dl className="approvals-facts">
        {facts(approval).map(({ id, label, before, after }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              {before !== null && (
                <>
                  <del className="am-t2">{before}</del> {text("becomes")}{" "}
                </>
              )}
              <span className="am-strong">{after}</span>
            </dd>
          </div>
        ))}
      </dl>
      {asked.kind === "user.factors" && (
        <div className="approvals-part">
          <p className="am-attention">{text("factors_text")}</p>
        </div>
      )}
      <Course approval={approval} />
      {half !== null && "user" in asked && (
        <div className="approvals-part" role="status">
          <p className="am-strong">{text("half_title")}</p>
          <CodeSlip name={asked.user.name} username={asked.user.username} second={half} />
        </div>
      )}
      <Acts approval={approval} onHalf={setHalf} />
    </Panel>
  );
}

/** Both persons of a request, and when. */
function Course({ approval }: { readonly approval: Approval }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { state, askedBy, askedAt, expiresAt, decidedBy, decidedAt, reason } = approval;
  return (
    <div className="approvals-part am-t2">
      <p>
        {text("asked_by")} <PersonName name={askedBy.name} className="am-strong" /> ({ROLE_LABELS[askedBy.role][language]}),{" "}
        <Time at={Date.parse(askedAt)} format="dateTime" />
      </p>
      {state === "asked" ? (
        <p>
          {text("expires")} <Time at={Date.parse(expiresAt)} format="dateTime" />
        </p>
      ) : (
        <p>
          {text(`state.${state}`)} {decidedBy && <PersonName name={decidedBy.name} className="am-strong" />}{" "}
          {decidedAt !== null && <Time at={Date.parse(decidedAt)} format="dateTime" />}
        </p>
      )}
      {reason !== null && (
        <p>
          {text("reason")} <Bdi className="am-strong">{reason}</Bdi>
        </p>
      )}
    </div>
  );
}

function Acts({ approval, onHalf }: { readonly approval: Approval; readonly onHalf: (half: string) => void }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const { title } = useSaid();
  const client = useQueryClient();
  const { user } = useSession();
  const [opened, setOpened] = useState<"approve" | "decline" | null>(null);
  const { busy, refused, send } = useSending();
  const params = { approvalId: approval.approvalId };
  const readAgain = (...keys: readonly QueryKey[]): Promise<unknown> =>
    Promise.all([...keys, USERS, LOG_RETENTION].map((queryKey) => client.invalidateQueries({ queryKey })));
  const settle = (decided: Approval | undefined): Promise<unknown> => {
    if (decided === undefined) return readAgain(APPROVALS);
    client.setQueryData(approvalList.queryKey, (held) => held && putOne(held, decided, ({ approvalId }) => approvalId));
    return readAgain();
  };
  const approve = async (): Promise<void> => {
    const answer = await send(() => ask(approvals.approve, { params }));
    setOpened(null);
    if (answer?.ok) {
      if (answer.value.half !== null) onHalf(answer.value.half);
      showToast({ text: text("approved_toast") });
    }
    await settle(answer?.ok ? answer.value.approval : undefined);
  };
  const withdraw = async (): Promise<void> => {
    const answer = await send(() => ask(approvals.withdraw, { params }));
    await settle(answer?.ok ? answer.value : undefined);
  };
  if (approval.state !== "asked") return null;
  const own = approval.askedBy.userId === user.userId;
  return (
    <div className="approvals-part">
      <Refusal problem={refused} />
      {mayDecide(approval, user) ? (
        <>
          <p className="am-t2">{text("know_person")}</p>
          <div className="am-row">
            <Button variant="primary" onClick={() => setOpened("approve")}>
              {text("approve")}
            </Button>
            <Button onClick={() => setOpened("decline")}>{text("decline")}</Button>
          </div>
        </>
      ) : own ? (
        <div className="am-row">
          <span className="am-t2 am-grow">{text(approval.approverRoles.includes("supervisor") ? "waits" : "waits_auditor")}</span>
          <Button loading={busy} onClick={() => void withdraw()}>
            {text("withdraw")}
          </Button>
        </div>
      ) : (
        <p className="am-t2">{text("not_yours")}</p>
      )}
      <ConfirmDialog
        open={opened === "approve"}
        title={text("approve_title")}
        verb={text("approve")}
        busy={busy}
        onCancel={() => setOpened(null)}
        onConfirm={() => void approve()}
      >
        <p className="am-strong">{title(approval)}</p>
        <p>{text("approve_text", { name: isolate(names.shown(approval.askedBy.name)) })}</p>
      </ConfirmDialog>
      {opened === "decline" && (
        <ReasonDialog
          draft={`approval.${approval.approvalId}`}
          title={text("decline_title")}
          verb={text("decline")}
          onClose={() => {
            setOpened(null);
            void readAgain(APPROVALS);
          }}
          send={(reason) => ask(approvals.decline, { params, body: { reason } })}
        />
      )}
    </div>
  );
}
