import type { FirstStep } from "@amaliyat/domain/first-hour";
import { localStore } from "@amaliyat/ui/i18n";
import { createPersonStore } from "../store/index.ts";

const keyOf = (userId: string): string => `amaliyat.first-hour.${userId}`;

/** True once the person hid the offer in this browser. The palette opens the screen all the same. */
export const isHidden = createPersonStore<boolean>(false, {
  read: (userId) => localStore.read(keyOf(userId)) === "hidden",
  write: (userId, next) => void localStore.write(keyOf(userId), next ? "hidden" : "offered"),
});

/** Step whose screen the person opened from the list; null if none is under way. */
export const underWay = createPersonStore<FirstStep | null>(null);

export const hideOffer = (): void => {
  underWay.set(null);
  isHidden.set(true);
};
