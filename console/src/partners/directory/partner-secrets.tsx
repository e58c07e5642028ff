import { partnerRoutes, partnerSecret, type Partner, type TokenUse } from "@amaliyat/contract/partners";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { Code, Time } from "@amaliyat/ui/i18n";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** Lifetime of a token issued here, days. */
const DAYS = 180;

/** The secret with which the room signs or names itself, and the tokens with which the partner comes in; none is ever read back. */
export function PartnerSecrets({ partner }: { readonly partner: Partner }): ReactNode {
  const text = useText();
  const act = useAct();
  const [secret, setSecret] = useState("");
  const [shown, setShown] = useState<string | null>(null);
  const params = { partnerId: partner.partnerId };
  const isRight = partnerSecret.safeParse(secret).success;
  const put = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await act.run(() => ask(partnerRoutes.setSecret, { params, body: { secret } })))?.ok) setSecret("");
  };
  const issue = async (use: TokenUse): Promise<void> => {
    const issued = await act.run(() => ask(partnerRoutes.issueToken, { params, body: { use, days: DAYS } }));
    setShown(issued?.ok ? issued.value.token : null);
  };
  return (
    <div className="partners-secrets">
      <form className="partners-form" onSubmit={(event) => void put(event)}>
        <Field
          label={text(partner.hasSecret ? "secret.replace" : "secret.set")}
          hint={text("secret.hint")}
          error={secret.length >= 16 && !isRight ? text("secret.wrong") : undefined}
        >
          <TextInput ltr type="password" autoComplete="new-password" value={secret} onChange={setSecret} />
        </Field>
        <div className="partners-form__foot">
          <Button type="submit" size="s" loading={act.busy} disabled={!isRight}>
            {text("act.put_secret")}
          </Button>
        </div>
      </form>
      <h3>{text("token.title")}</h3>
      {partner.tokens.length === 0 && <p className="am-t3">{text("token.none")}</p>}
      <ul>
        {partner.tokens.map(({ tokenId, use, expiresAt }) => (
          <li key={tokenId} className="partners-token">
            <span className="am-grow">
              {text(`token.${use}`)} · {text("token.until")} <Time at={Date.parse(expiresAt)} format="day" />
            </span>
            <Button size="s" variant="quiet" onClick={() => void act.run(() => ask(partnerRoutes.revokeToken, { params: { tokenId } }))}>
              {text("act.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      {shown !== null && (
        <div role="status" className="partners-shown">
          <p>{text("token.shown")}</p>
          <Code>{shown}</Code>
        </div>
      )}
      <div className="partners-acts">
        <Button size="s" onClick={() => void issue("desk")}>
          {text("act.issue_desk")}
        </Button>
        <Button size="s" onClick={() => void issue("system")}>
          {text("act.issue_system")}
        </Button>
        <Button size="s" onClick={() => void issue("open311")}>
          {text("act.issue_open311")}
        </Button>
      </div>
      <Refusal problem={act.refused} />
    </div>
  );
}
