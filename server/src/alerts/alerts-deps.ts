import type { CapSender } from "@amaliyat/domain/alerts";
import type { BolosDeps } from "../bolos/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database/index.ts";
import type { Log } from "../platform/log.ts";
import type { Vault } from "../platform/vault.ts";
import type { PushSettings } from "./push/push-settings.ts";

export type AlertsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  /** Dependencies of BOLOs, with the folder of their pictures. */
  readonly bolos: BolosDeps;
  /** Push services to which alerts may be sent. Null if push is off; telephones then poll the alerts in force. */
  readonly push: PushSettings | null;
  /** Sender names in the CAP feed of alerts. */
  readonly sender: CapSender;
  /** Longest span from its beginning to which one person alone may renew an alert, in ms. */
  readonly aloneMs: number;
};
