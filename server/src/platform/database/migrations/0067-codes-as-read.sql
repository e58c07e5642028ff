-- Codes that read the same are one: «٣٠٤» and 304, «ك٠٣١» and K-31.

-- The same as `codeKey` of domain/search: one script, no leading zeros, a gap only between two numbers.
create function amaliyat_code_key(given text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  regexp_replace(
    translate(amaliyat_fold(given), 'ابتجدهوزحطيكلمنرسفق', 'abtcdhwzhtyklmnrsfq') collate pg_c_utf8,
    '(?<![0-9]) | (?![0-9])', '', 'g'
  ),
  '(?<![0-9])0+(?=[0-9])', '', 'g'
);

-- Null for a unit that read the same as an older one before this rule: it keeps its code until somebody gives it another.
alter table unit add column code_key text;
update unit u set code_key = amaliyat_code_key(code)
where retired_at is not null or not exists (
  select from unit o
  where o.retired_at is null and amaliyat_code_key(o.code) = amaliyat_code_key(u.code) and (o.status_since, o.unit_id) < (u.status_since, u.unit_id)
);
create unique index unit_code_read on unit (code_key) where retired_at is null;

create function amaliyat_note_code_key() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' or new.code is distinct from old.code then
    new.code_key := amaliyat_code_key(new.code);
  end if;
  return new;
end
$$;
create trigger unit_code_key before insert or update of code on unit for each row execute function amaliyat_note_code_key();
