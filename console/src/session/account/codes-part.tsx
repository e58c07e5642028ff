import { identity } from "@amaliyat/contract/identity";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { useState, type FormEvent, type ReactNode } from "react";
import { encode } from "uqr";
import { ask } from "../../api/index.ts";
import type { PartProps } from "./part-props.ts";
import { useText } from "../text.ts";

type Begun = { readonly secret: string; readonly uri: string };

/** Codes by telephone: set up by a picture or the secret, confirmed by a first code; ten recovery codes are shown once. */
export function CodesPart({ factors, password, needed, busy, change }: PartProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [recovery, setRecovery] = useState<readonly string[] | null>(null);
  const begin = async (): Promise<void> => {
    const answer = await change(() => ask(identity.newCodes, { body: { password } }));
    if (answer?.ok === true) setBegun(answer.value);
  };
  const confirm = async (code: string): Promise<void> => {
    const answer = await change(() => ask(identity.confirmCodes, { body: { code } }), text("my_sign_in.codes_on"));
    if (answer?.ok !== true) return;
    setBegun(null);
    setRecovery(answer.value.codes);
  };
  const renew = async (): Promise<void> => {
    const answer = await change(() => ask(identity.renewRecovery, { body: { password } }));
    if (answer?.ok === true) setRecovery(answer.value.codes);
  };
  const remove = (): void => {
    setRecovery(null);
    void change(() => ask(identity.removeCodes, { body: { password } }), text("my_sign_in.codes_off"));
  };
  return (
    <section className="session-part" aria-label={text("my_sign_in.codes")}>
      <h3 className="am-strong">{text("my_sign_in.codes")}</h3>
      {recovery !== null && <RecoveryCodes codes={recovery} onKept={() => setRecovery(null)} />}
      {factors.codesSince !== null && (
        <div className="session-list__line">
          <div className="am-grow am-t2 am-small">
            {text("my_sign_in.codes_since", { at: format.dateTime(Date.parse(factors.codesSince)) })} ·{" "}
            {text("my_sign_in.recovery_left", { count: factors.recoveryCodesLeft })}
          </div>
          <Button size="s" disabled={busy} disabledReason={needed} onClick={() => void renew()}>
            {text("my_sign_in.recovery_renew")}
          </Button>
          <Button size="s" disabled={busy} disabledReason={needed} onClick={remove}>
            {text("my_sign_in.remove")}
          </Button>
        </div>
      )}
      {factors.codesSince === null && begun === null && (
        <>
          <p className="am-t2 am-small">{text("my_sign_in.codes_text")}</p>
          <div>
            <Button loading={busy} disabledReason={needed} onClick={() => void begin()}>
              {text("my_sign_in.codes_begin")}
            </Button>
          </div>
        </>
      )}
      {begun !== null && factors.codesSince === null && <ConfirmCodes begun={begun} busy={busy} onCode={confirm} />}
    </section>
  );
}

type ConfirmProps = { readonly begun: Begun; readonly busy: boolean; readonly onCode: (code: string) => Promise<void> };

function ConfirmCodes({ begun, busy, onCode }: ConfirmProps): ReactNode {
  const text = useText();
  const [code, setCode] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onCode(code);
  };
  return (
    <form className="session-codes" onSubmit={submit}>
      <QrCode text={begun.uri} label={text("my_sign_in.qr")} />
      <div className="session-form">
        <p className="am-t2 am-small">{text("my_sign_in.codes_scan")}</p>
        <code className="session-secret" dir="ltr">
          {begun.secret.match(/.{1,4}/g)?.join(" ")}
        </code>
        <Field label={text("my_sign_in.first_code")}>
          <TextInput ltr autoComplete="one-time-code" inputMode="numeric" maxLength={6} value={code} onChange={setCode} />
        </Field>
        <Button type="submit" variant="primary" loading={busy} disabled={!/^\d{6}$/.test(code)}>
          {text("my_sign_in.codes_confirm")}
        </Button>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }): ReactNode {
  const text = useText();
  return (
    <div className="session-recovery" role="status">
      <p className="am-attention">{text("my_sign_in.recovery_text")}</p>
      <ul dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <Num>{code}</Num>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="primary" onClick={onKept}>
          {text("my_sign_in.recovery_kept")}
        </Button>
      </div>
    </div>
  );
}

/** A QR code (ISO/IEC 18004), drawn here: the secret leaves the page for no service. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg className="session-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
