import type { BoloNotice } from "@amaliyat/contract/bolos";
import type { Drive, Duty } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import { PhoneStore, settled } from "@amaliyat/ui/phone-store";
import type { Outbox } from "../outbox/outbox.ts";
import type { Buffer } from "./buffer.ts";

/** Values that outlive the page, by name. All but `user` are stored per person: a phone goes from hand to hand. */
export type Things = {
  /** Person signed in here. */
  readonly user: User;
  /** The duty as it was last read, and when, in ms. */
  readonly duty: { readonly read: Duty; readonly at: number };
  readonly outbox: Outbox;
  /** The unit for which vehicle and crew were said, and when. */
  readonly shift: { readonly unitId: string; readonly since: number };
  readonly positions: Buffer;
  /** By which the phone calls for help once its session is over; the private half cannot be taken out of the phone. */
  readonly distressKey: { readonly keyId: string; readonly key: CryptoKey };
  /** Ways to interventions, by assignment. */
  readonly drives: Readonly<Record<string, Drive>>;
  /** BOLOs, with their small pictures, as last read. */
  readonly bolos: readonly BoloNotice[];
};
export type Name = keyof Things;

const VALUES = "kept";
/** Pictures by the key of their act, beside the rest: the part written with every act stays small. */
const PICTURES = "pictures";

/** The phone's store. A resolved `put` is on the disk. */
export class Kept {
  readonly #store = new PhoneStore("amaliyat-patrol", [VALUES, PICTURES]);

  static async open(): Promise<Kept> {
    const kept = new Kept();
    await kept.#store.open();
    return kept;
  }

  async get<N extends Name>(name: N, owner = ""): Promise<Things[N] | undefined> {
    return (await this.#store.read(VALUES, (store) => store.get(`${name}:${owner}`))) as Things[N] | undefined;
  }

  async put<N extends Name>(name: N, owner: string, value: Things[N]): Promise<void> {
    await this.#store.write(VALUES, (store) => settled(store.put(value, `${name}:${owner}`)));
  }

  async forget(name: Name, owner = ""): Promise<void> {
    await this.#store.write(VALUES, (store) => settled(store.delete(`${name}:${owner}`)));
  }

  async picture(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const found: unknown = await this.#store.read(PICTURES, (store) => store.get(key));
    return found instanceof Uint8Array ? new Uint8Array(found) : null;
  }

  async putPicture(key: string, bytes: Uint8Array): Promise<void> {
    await this.#store.write(PICTURES, (store) => settled(store.put(bytes, key)));
  }

  async forgetPictures(keys: readonly string[]): Promise<void> {
    await this.#store.write(PICTURES, (store) => Promise.all(keys.map((key) => settled(store.delete(key)))));
  }
}
