import { identity } from "@amaliyat/contract/identity";
import { Button, Field, TextInput } from "@amaliyat/ui/controls";
import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState, type FormEvent, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import type { PartProps } from "./part-props.ts";
import { proveByPasskey, whyNoPasskeys } from "./passkeys.ts";
import { useText } from "../text.ts";

/** Shows the room a second factor that one has, before a change of them. It stands for ten minutes. */
export function ProofPart({ factors, busy, change }: Pick<PartProps, "factors" | "busy" | "change">): ReactNode {
  const text = useText();
  const [code, setCode] = useState("");
  const byCode = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await change(() => ask(identity.prove, { body: { by: "code", code } }), text("my_sign_in.prove_done"));
    setCode("");
  };
  return (
    <section className="session-part session-proof" aria-label={text("my_sign_in.prove")}>
      <h3 className="am-strong">{text("my_sign_in.prove")}</h3>
      <p className="am-t2 am-small">{text("my_sign_in.prove_text")}</p>
      {factors.passkeys.length > 0 && whyNoPasskeys() === null && (
        <div>
          <Button
            variant="primary"
            icon={<Fingerprint size={16} aria-hidden="true" />}
            disabled={busy}
            onClick={() => void change(proveByPasskey, text("my_sign_in.prove_done"))}
          >
            {text("my_sign_in.prove_passkey")}
          </Button>
        </div>
      )}
      {factors.codesSince !== null && (
        <form className="session-add" onSubmit={(event) => void byCode(event)}>
          <Field label={text("my_sign_in.prove_code")} hint={text("sign_in.code_hint")}>
            <TextInput ltr autoComplete="one-time-code" spellCheck={false} maxLength={40} value={code} onChange={setCode} />
          </Field>
          <Button type="submit" variant="primary" loading={busy} disabled={code.trim().length < 6}>
            {text("my_sign_in.prove_code_act")}
          </Button>
        </form>
      )}
    </section>
  );
}
