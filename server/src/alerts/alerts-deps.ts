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
  /** Where the pictures of BOLOs lie. */
  readonly bolos: BolosDeps;
  /** Where telephones may be told by push; null where they are not, and read what is in force by themselves. */
  readonly push: PushSettings | null;
  /** Under which names the feed of alerts is sent. */
  readonly sender: CapSender;
  /** Up to how long after its beginning one person alone may renew an alert, in ms. */
  readonly aloneMs: number;
};
