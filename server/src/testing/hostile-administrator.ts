import { ROUTES } from "@amaliyat/contract/table";
import { decideApproval, type Party } from "@amaliyat/domain/approvals";
import { changeNeedsTwo, changeResetsSignIn, CONFIRMERS, needsTwo, ROLES, type Role, type Standing } from "@amaliyat/domain/identity";

/**
 * A model of one hostile administrator. It covers, in every order, all acts of the person, of every account that the person made or can
 * open, and of one colleague who lends a narrow account. It calls the rules of the room themselves; `two-people.test.ts` holds it against a
 * real room.
 */
export type Rules = {
  readonly needsTwo: typeof needsTwo;
  readonly changeNeedsTwo: typeof changeNeedsTwo;
  readonly changeResetsSignIn: typeof changeResetsSignIn;
  readonly decideApproval: typeof decideApproval;
  /** False: both halves of a code are shown to the asker. */
  readonly halves: boolean;
  /** False: an account whose badge another carries may be given another badge. */
  readonly badgesKept: boolean;
  /** False: one person removes the second factors of another. */
  readonly factorsTakeTwo: boolean;
  /** False: a password that was set by a code opens an account whose person has a second factor. */
  readonly codesAskFactor: boolean;
  /** False: a new role of two leaves the second factors that were set up under the old one. */
  readonly resetTakesFactors: boolean;
};
export const RULES: Rules = {
  needsTwo,
  changeNeedsTwo,
  changeResetsSignIn,
  decideApproval,
  halves: true,
  badgesKept: true,
  factorsTakeTwo: true,
  codesAskFactor: true,
  resetTakesFactors: true,
};

type Account = {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly badge: string;
  readonly covers: readonly string[];
  readonly ended: boolean;
  /** Holder of the password that opens the account; null: nobody has set one. */
  readonly password: "person" | "hostile" | null;
  /** Halves of the open code that the hostile person has seen. */
  readonly code: "none" | "first" | "both";
  /** Its person has a second factor, which nobody else can show. */
  readonly factor: boolean;
  /** The hostile person has set up a passkey on the account: it opens it without a password. */
  readonly key: boolean;
  /** Rights that two people gave the person who holds the account. */
  readonly granted: { readonly role: Role; readonly covers: readonly string[] } | null;
};

type Asked =
  | { readonly act: "create"; readonly role: Role; readonly badge: string }
  | { readonly act: "change"; readonly id: string; readonly change: Partial<Pick<Account, "role" | "name" | "badge" | "covers" | "ended">> }
  | { readonly act: "code"; readonly id: string }
  | { readonly act: "factors"; readonly id: string };
export type Move = Asked;

type Waiting = { readonly asked: Asked; readonly concerns: { readonly userId: string | null; readonly badge: string } };
export type World = { readonly accounts: readonly Account[]; readonly waiting: readonly Waiting[] };

const account = (id: string, role: Role, given: Partial<Account> = {}): Account => ({
  id,
  role,
  name: id,
  badge: id,
  covers: ["A"],
  ended: false,
  password: "person",
  code: "none",
  factor: false,
  key: false,
  granted: { role, covers: given.covers ?? ["A"] },
  ...given,
});

const HOSTILE = "administrator";
export const OWN_BADGE = "own badge";

/** A room at work. `lent` belongs to a colleague who does what the administrator wants; `double` is a supervisor with the same badge. */
export const FIRST: World = {
  accounts: [
    account(HOSTILE, "administrator", { badge: OWN_BADGE, password: "hostile" }),
    account("lent", "operator", { password: "hostile" }),
    account("double", "supervisor", { badge: OWN_BADGE, password: "hostile" }),
    account("operator", "operator"),
    account("ended", "supervisor", { ended: true }),
    account("auditor", "auditor", { factor: true }),
    account("other", "administrator"),
    account("analyst", "analyst", { factor: true }),
  ],
  waiting: [],
};

/** Roles that reach a picture or a sound: by a route that carries bytes below `/media/`, or opens a socket there. */
const MEDIA_ROLES: ReadonlySet<Role> = new Set(
  ROUTES.flatMap(({ path, access }) => (path.startsWith("/media/") && access.kind === "roles" ? access.roles : [])),
);

const standing = ({ role, name, badge, covers, ended }: Account): Standing => ({
  role,
  name,
  nameLatin: null,
  badge,
  covers,
  ended,
  designatedUntil: null,
});
const replaced = (world: World, next: Account): World => ({
  ...world,
  accounts: world.accounts.map((one) => (one.id === next.id ? next : one)),
});

/** Does what was asked. `by` is `two` once another person confirmed; then the code's second half went to the one who confirmed. */
function applied(rules: Rules, world: World, asked: Asked, by: "one" | "two"): World {
  const code = by === "one" || !rules.halves ? "both" : "first";
  if (asked.act === "create") {
    const granted = by === "two" ? { role: asked.role, covers: ["A"] } : null;
    const id = `made${world.accounts.length}`;
    return {
      ...world,
      accounts: [...world.accounts, account(id, asked.role, { badge: asked.badge, password: null, code, granted })],
    };
  }
  const before = world.accounts.find(({ id }) => id === asked.id);
  if (before === undefined) return world;
  if (asked.act === "code") return replaced(world, { ...before, code });
  // The password goes with the factors; the code in its place is in halves also for a role that one person gives.
  if (asked.act === "factors") return replaced(world, { ...before, factor: false, key: false, password: null, code });
  const after = { ...before, ...asked.change };
  const resets = rules.changeResetsSignIn(before.role, after.role);
  return replaced(world, {
    ...after,
    ...(resets ? { password: null, code } : {}),
    ...(resets && rules.resetTakesFactors ? { factor: false, key: false } : {}),
    granted: by === "two" ? { role: after.role, covers: after.covers } : before.granted,
  });
}

function takesTwo(rules: Rules, world: World, asked: Asked): boolean {
  if (asked.act === "create") return rules.needsTwo(asked.role);
  const before = world.accounts.find(({ id }) => id === asked.id);
  if (before === undefined) return false;
  if (asked.act === "code") return rules.needsTwo(before.role);
  if (asked.act === "factors") return rules.factorsTakeTwo;
  return rules.changeNeedsTwo(standing(before), standing({ ...before, ...asked.change }));
}

export type Outcome = "made" | "waits" | "refused";

/** One act of the administrator, and what the room answers. */
export function act(rules: Rules, world: World, asked: Move): { readonly world: World; readonly outcome: Outcome } {
  const target = asked.act === "create" ? null : world.accounts.find(({ id }) => id === asked.id);
  if (target === undefined) return { world, outcome: "refused" };
  const isOwn = target?.id === HOSTILE;
  if (
    isOwn &&
    (asked.act === "code" ||
      asked.act === "factors" ||
      (asked.act === "change" && ("role" in asked.change || "covers" in asked.change || "ended" in asked.change)))
  )
    return { world, outcome: "refused" };
  if (asked.act === "factors" && target?.factor !== true) return { world, outcome: "refused" };
  const isBadge = asked.act === "change" && asked.change.badge !== undefined;
  if (isBadge && rules.badgesKept && world.accounts.some(({ id, badge }) => id !== target?.id && badge === target?.badge))
    return { world, outcome: "refused" };
  if (!takesTwo(rules, world, asked)) return { world: applied(rules, world, asked, "one"), outcome: "made" };
  const concerns =
    target === null ? { userId: null, badge: asked.act === "create" ? asked.badge : "" } : { userId: target.id, badge: target.badge };
  return { world: { ...world, waiting: [...world.waiting, { asked, concerns }] }, outcome: "waits" };
}

const partyOf = ({ id, badge, role }: Account): Party => ({ userId: id, badge, role });

/** Accounts of the hostile person: what opens for nobody else, and every account of the person's badge. A colleague whom two people made a confirmer is a second person. */
const isOwn = ({ badge, granted }: Account): boolean => badge === OWN_BADGE || granted === null || !CONFIRMERS.includes(granted.role);

const opened = (world: World): World =>
  world.accounts.every(({ code }) => code !== "both")
    ? world
    : {
        ...world,
        accounts: world.accounts.map((one) =>
          one.code === "both" ? { ...one, password: "hostile", code: "none", key: !one.factor } : one,
        ),
      };

/** The hostile person gets in: by a password that no factor of another guards, or by a passkey of their own. */
const isOpen = ({ password, factor, key }: Account): boolean => key || (password === "hostile" && !factor);

/**
 * Applies all automatic consequences: every code whose halves are known is used, and every account tries to confirm each request. A request
 * that none can confirm now is dropped: becoming able to confirm it is a path already.
 */
function settled(rules: Rules, given: World, honest: boolean): World {
  let world = opened(given.waiting.length === 0 ? given : { ...given, waiting: [] });
  for (const { asked, concerns } of given.waiting) {
    const asker = world.accounts.find(({ id }) => id === HOSTILE);
    if (asker === undefined) continue;
    const approval = { askedBy: partyOf(asker), concerns, approverRoles: CONFIRMERS, expiresAt: 1, now: { state: "asked" } } as const;
    const confirms = (one: Account): boolean =>
      isOpen(one) && !one.ended && isOwn(one) && rules.decideApproval(approval, { act: "approve", by: partyOf(one) }, 0).ok;
    // Confirmed by the hostile person's own accounts, two people gave nothing: what it makes is known whole.
    if (world.accounts.some(confirms)) world = opened(applied({ ...rules, halves: false }, world, asked, "one"));
    else if (honest) world = opened(applied(rules, world, asked, "two"));
  }
  return world;
}

/**
 * True for an account by which the hostile person reaches a picture that two people did not give to its holder. True as well for one that
 * its person guards by a second factor, whatever its role.
 */
const isPath = (rules: Rules, one: Account): boolean => {
  const { id, role, ended, password, covers, granted, factor } = one;
  if (ended) return false;
  if (factor && password === "hostile") return !rules.codesAskFactor;
  if (!isOpen(one) || !MEDIA_ROLES.has(role)) return false;
  const isLent = id === "lent" || id === "double";
  return !isLent || granted?.role !== role || covers.some((sector) => !granted.covers.includes(sector));
};

/** Every hostile act that an administrator can try in a world. */
export function movesIn(world: World): Move[] {
  const creating = ROLES.flatMap((role) => [OWN_BADGE, "new badge"].map((badge): Move => ({ act: "create", role, badge })));
  const changing = world.accounts.flatMap(({ id, role: now }): Move[] => [
    ...ROLES.filter((role) => role !== now).map((role): Move => ({ act: "change", id, change: { role } })),
    { act: "change", id, change: { covers: ["A", "B"] } },
    { act: "change", id, change: { ended: true } },
    { act: "change", id, change: { ended: false } },
    { act: "change", id, change: { badge: "another badge" } },
    { act: "code", id },
    { act: "factors", id },
  ]);
  return [...creating, ...changing];
}

export type Explored = { readonly sequences: number; readonly paths: readonly (readonly Move[])[] };

/** Plays every sequence of acts up to a length; `honest`: another person confirms whatever is asked, and hands the code to its person. */
export function explore(length: number, honest: boolean, rules: Rules = RULES, limit = 10): Explored {
  let sequences = 0;
  const paths: (readonly Move[])[] = [];
  /** Worlds from which as many acts were tried already. */
  const seen = new Set<string>();
  const play = (world: World, played: readonly Move[]): void => {
    for (const move of movesIn(world)) {
      if (paths.length >= limit) return;
      const done = act(rules, world, move);
      sequences += 1;
      if (done.outcome === "refused") continue;
      const next = settled(rules, done.world, honest);
      const all = [...played, move];
      if (next.accounts.some((one) => isPath(rules, one))) {
        paths.push(all);
        continue;
      }
      if (all.length === length) continue;
      const key = `${all.length} ${JSON.stringify(next)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      play(next, all);
    }
  };
  play(FIRST, []);
  return { sequences, paths };
}
