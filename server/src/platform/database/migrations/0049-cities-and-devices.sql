-- What a city's system says of a request beside its words (where its pictures lie, its own number of the place), sealed as the words are.
alter table report add column outside_sealed bytea;

-- How exact the place of a call for help is, and how old.
alter table unit add column distress_accuracy_m real, add column distress_place_at timestamptz;

-- The public half of a key that a crew's phone made at sign-in. The phone calls for help by it once its session is over.
create table distress_key (
  key_id uuid primary key,
  user_id uuid not null references users,
  unit_id uuid not null references unit,
  session_id uuid not null references session,
  -- SubjectPublicKeyInfo of a key on P-256.
  public_key bytea not null,
  made_at timestamptz not null,
  revoked_at timestamptz,
  -- The last call that it signed: sent again it is known.
  last_call text
);
create index distress_key_unit on distress_key (unit_id);
create index distress_key_user on distress_key (user_id);
alter table distress_key enable row level security;
create policy distress_key_room on distress_key to amaliyat_app using ((select amaliyat_role()) = 'system');
grant select, insert, update, delete on distress_key to amaliyat_app;
