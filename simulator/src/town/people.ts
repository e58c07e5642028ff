import type { UnitKind } from "@amaliyat/domain/dispatch";
import type { Role } from "@amaliyat/domain/identity";
import type { Point } from "@amaliyat/domain/kernel";

/** A demonstration user. Passwords are made when the demonstration is set up, never here. */
export type TownUser = {
  readonly username: string;
  readonly name: string;
  /** The name in Latin script. */
  readonly nameLatin: string;
  readonly badge: string;
  readonly role: Role;
  readonly sectors: readonly string[];
};

/** A patrol: its code, home sector, driver and where it waits at the start. */
export type TownUnit = {
  readonly code: string;
  readonly kind: UnitKind;
  readonly sector: string;
  readonly username: string;
  readonly start: Point;
};

const user = (
  username: string,
  role: Role,
  name: string,
  nameLatin: string,
  badge: string,
  sectors: readonly string[] = ["SW"],
): TownUser => ({
  username,
  name,
  nameLatin,
  badge,
  role,
  sectors,
});

/** One user per role, and a driver for each patrol. */
export const USERS: readonly TownUser[] = [
  user("n.kacimi", "operator", "نورة قاسمي", "Noura Kacimi", "4127"),
  user("s.benali", "call_taker", "سمير بن علي", "Samir Benali", "4133"),
  user("a.haddad", "dispatcher", "أمين حداد", "Amine Haddad", "4118"),
  user("k.mansouri", "supervisor", "كريم منصوري", "Karim Mansouri", "4102"),
  user("f.zerrouki", "evidence_officer", "فريدة زروقي", "Farida Zerrouki", "4109"),
  user("l.brahimi", "analyst", "ليلى براهيمي", "Leïla Brahimi", "4140"),
  user("y.touati", "technician", "ياسين تواتي", "Yacine Touati", "4151"),
  user("h.saidi", "auditor", "حسان سعيدي", "Hassane Saïdi", "4160"),
  user("m.belkacem", "administrator", "مراد بلقاسم", "Mourad Belkacem", "4100"),
  user("r.meziani", "patrol", "رابح مزياني", "Rabah Meziani", "4201", ["SU1"]),
  user("a.cherifi", "patrol", "عادل شريفي", "Adel Cherifi", "4203", ["SU3"]),
  user("n.khaldi", "patrol", "نبيل خالدي", "Nabil Khaldi", "4207", ["SU1"]),
  user("w.amrani", "patrol", "وليد عمراني", "Walid Amrani", "4214", ["SU5"]),
];

/** The patrols of the town; each starts at a node of the streets of its sector. */
export const UNITS: readonly TownUnit[] = [
  { code: "201", kind: "car", sector: "SU1", username: "r.meziani", start: { lat: 31.95366, lon: 5.32372 } },
  { code: "203", kind: "car", sector: "SU3", username: "a.cherifi", start: { lat: 31.96521, lon: 5.31599 } },
  { code: "207", kind: "traffic", sector: "SU1", username: "n.khaldi", start: { lat: 31.94753, lon: 5.33729 } },
  { code: "214", kind: "car", sector: "SU5", username: "w.amrani", start: { lat: 31.92972, lon: 5.32191 } },
];
