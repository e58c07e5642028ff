import { identity, type Factors } from "@amaliyat/contract/identity";
import { Field } from "@amaliyat/ui/controls";
import { LoadingState, LostState, showToast } from "@amaliyat/ui/feedback";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { read, SESSION_KEYS, useSending } from "../../api/index.ts";
import { CodesPart } from "./codes-part.tsx";
import { DevicesPart } from "./devices-part.tsx";
import type { Change } from "./part-props.ts";
import { PasskeysPart } from "./passkeys-part.tsx";
import { PasswordInput } from "./password-input.tsx";
import { ProofPart } from "./proof-part.tsx";
import { Refusal } from "../refusal.tsx";
import { useText } from "../text.ts";

const isFactors = (value: unknown): value is Factors =>
  typeof value === "object" && value !== null && "passkeys" in value && "provenUntil" in value;

/** Sign-in methods of a person: passkeys, codes, known devices. Every change asks for the password. */
export function MySignIn(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const { busy, refused, send } = useSending();
  const list = useQuery({
    queryKey: SESSION_KEYS.factors,
    queryFn: ({ signal }): Promise<Factors> => read(identity.factors, { signal }),
    staleTime: 0,
  });
  const change: Change = async (act, done) => {
    const answer = await send(act);
    if (answer?.ok === true) {
      if (done !== undefined) showToast({ text: done });
    }
    // A refusal too may mean that the data here are old: a second factor counts for ten minutes.
    if (answer?.ok && isFactors(answer.value)) client.setQueryData<Factors>(SESSION_KEYS.factors, answer.value);
    else if (answer !== null) await client.invalidateQueries({ queryKey: SESSION_KEYS.factors });
    return answer;
  };
  if (list.isError) return <LostState since={list.errorUpdatedAt} onRetry={() => void list.refetch()} retrying={list.isFetching} />;
  if (!list.data) return <LoadingState what={text("my_sign_in.loading")} lines={4} />;
  const hasFactor = list.data.passkeys.length > 0 || list.data.codesSince !== null;
  const isProven = !hasFactor || (list.data.provenUntil !== null && Date.parse(list.data.provenUntil) > list.dataUpdatedAt);
  const missing = password === "" ? "my_sign_in.password_first" : isProven ? null : "my_sign_in.prove_first";
  const part = { factors: list.data, password, busy, change, needed: missing === null ? undefined : text(missing) };
  return (
    <div className="session-factors">
      <Field label={text("my_sign_in.password")} hint={text("my_sign_in.password_hint")}>
        <PasswordInput autoComplete="current-password" value={password} onChange={setPassword} />
      </Field>
      <Refusal problem={refused} />
      {!isProven && <ProofPart factors={list.data} busy={busy} change={change} />}
      <PasskeysPart {...part} />
      <CodesPart {...part} />
      <DevicesPart {...part} />
    </div>
  );
}

export function MySignInDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const text = useText();
  return (
    <Dialog open={open} onClose={onClose} title={text("my_sign_in.title")} size="wide">
      <p className="am-t2">{text("my_sign_in.text")}</p>
      <MySignIn />
    </Dialog>
  );
}
