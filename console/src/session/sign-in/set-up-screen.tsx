import { Button } from "@amaliyat/ui/controls";
import { ToastRegion } from "@amaliyat/ui/feedback";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { identity, type Factors } from "@amaliyat/contract/identity";
import type { ReactNode } from "react";
import { read, SESSION_KEYS } from "../../api/index.ts";
import { Entrance } from "./entrance.tsx";
import { MySignIn } from "../account/my-sign-in.tsx";
import { useSignOut } from "../session-context.ts";
import { useText } from "../text.ts";

/** Stands before the room while the role needs a second factor that its person has not set up. */
export function SetUpScreen(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const signOut = useSignOut();
  const { data } = useQuery({
    queryKey: SESSION_KEYS.factors,
    queryFn: ({ signal }): Promise<Factors> => read(identity.factors, { signal }),
  });
  const isSet = data !== undefined && (data.passkeys.length > 0 || data.codesSince !== null);
  return (
    <Entrance title={text("set_up.title")} wide>
      <p className="am-t2">{text("set_up.text")}</p>
      <MySignIn />
      <div className="am-row">
        <Button variant="primary" disabled={!isSet} onClick={() => void client.invalidateQueries({ queryKey: SESSION_KEYS.session })}>
          {text("set_up.go_on")}
        </Button>
        <Button variant="quiet" onClick={() => void signOut()}>
          {text("lock.other")}
        </Button>
      </div>
      <ToastRegion />
    </Entrance>
  );
}
