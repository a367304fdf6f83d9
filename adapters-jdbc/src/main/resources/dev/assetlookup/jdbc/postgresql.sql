-- The unique key is the index by which the keys of an organization are listed. projects are those
-- that the key is bound to, with spaces between. secret_sha256 is in hexadecimal digits, or, if there
-- is a bound (projects, expires_at, test) that earlier versions would ignore, begins with v2:, which
-- they refuse. last_used_at is not part of the status, and about right.
create table if not exists ${prefix}api_key (
  key_id              varchar(16) collate "C" not null primary key,
  org_id              varchar(64) collate "C" not null,
  org_name            varchar(200),
  environment         varchar(8)    not null,
  secret_sha256       varchar(64)   not null,
  scopes              varchar(2000) not null,
  projects            varchar(1300),
  rate_limit_tier     varchar(16)   not null,
  key_name            varchar(200),
  created_at          timestamp(6) with time zone not null,
  expires_at          timestamp(6) with time zone,
  retired_sha256      varchar(64),
  retired_until       timestamp(6) with time zone,
  revoked_at          timestamp(6) with time zone,
  key_killed          boolean       not null,
  org_killed          boolean       not null,
  status_changes      bigint        not null default 0,
  last_used_at        timestamp(6) with time zone,
  unique (org_id, key_id)
);

-- primary_asset_id is the first current asset; oldest_held and oldest_stale are the earliest times
-- of superseded assets whose media are not released, and of what need only be remembered.
create table if not exists ${prefix}container (
  org_id           varchar(64) collate "C" not null,
  container_id     uuid           not null,
  revision         bigint         not null,
  project_id       varchar(64),
  status           varchar(16)    not null,
  format           varchar(64),
  creative_type    varchar(64),
  caption          varchar(10000),
  first_comment    varchar(10000),
  approval_status  varchar(16)    not null,
  created_at       timestamp(6) with time zone not null,
  completed_at     timestamp(6) with time zone,
  last_error       varchar(2000),
  deleted_at       timestamp(6) with time zone,
  primary_asset_id varchar(128) collate "C",
  oldest_held      timestamp(6) with time zone,
  oldest_stale     timestamp(6) with time zone,
  primary key (org_id, container_id),
  check (org_id ~ '^[A-Za-z0-9._-]+(~test)?$')
);

-- superseded_in is 0 for a current asset, else the revision that superseded it: an id has one
-- current row at most, and one row for each time it was superseded.
create table if not exists ${prefix}asset (
  org_id          varchar(64) collate "C" not null,
  container_id    uuid           not null,
  asset_id        varchar(128) collate "C" not null,
  superseded_in   bigint         not null,
  list_position   integer        not null,
  url             varchar(2048)  not null,
  kind            varchar(64)    not null,
  thumbnail_url   varchar(2048),
  mime_type       varchar(255),
  size_bytes      bigint,
  duration_ms     bigint,
  width           integer,
  height          integer,
  checksum_sha256 varchar(64),
  expires_at      timestamp(6) with time zone,
  superseded_at   timestamp(6) with time zone,
  withdrawn       boolean        not null,
  former_position integer,
  media           varchar(9)     not null default 'held',
  primary key (org_id, container_id, asset_id, superseded_in)
);

-- revision_floor is the highest revision that a removed container of the organization had. The rest
-- is how far its changes have come: the number and the time of the last one, and the number of the
-- last one of an API key.
create table if not exists ${prefix}organization (
  org_id          varchar(64) collate "C" not null primary key,
  revision_floor  bigint      not null,
  change_sequence bigint      not null default 0,
  changed_at      timestamp(6) with time zone,
  key_revision    bigint      not null default 0
);

-- What was changed, numbered for each organization. added and superseded are asset ids with spaces
-- between, or * for any. former_project_id is the project that the container was in before, empty
-- for none, null if that is project_id.
create table if not exists ${prefix}change (
  org_id          varchar(64) collate "C" not null,
  change_sequence bigint      not null,
  changed_at      timestamp(6) with time zone not null,
  kind            varchar(9)  not null,
  container_id    uuid,
  project_id      varchar(64),
  former_project_id varchar(64),
  revision        bigint,
  added           varchar(13000),
  superseded      varchar(13000),
  primary key (org_id, change_sequence)
);

-- Who made each change, under its number, and what was changed.
create table if not exists ${prefix}audit (
  org_id          varchar(64) collate "C" not null,
  change_sequence bigint      not null,
  changed_at      timestamp(6) with time zone not null,
  action          varchar(32) not null,
  actor_kind      varchar(16) not null,
  actor_name      varchar(100),
  request_id      varchar(100),
  key_id          varchar(16),
  container_id    uuid,
  project_id      varchar(64),
  revision_before bigint,
  revision_after  bigint,
  primary key (org_id, change_sequence)
);

-- What servers that share rate limits know of their buckets: when they are full, in nanoseconds.
create table if not exists ${prefix}bucket (
  bucket_id       varchar(128) collate "C" not null primary key,
  full_at         bigint      not null
);

-- What tables of an earlier version call otherwise: a server of such a version, which would not log
-- it, cannot write.
do 'begin alter table ${prefix}container rename column held_since to oldest_held; exception when undefined_column then null; end';
do 'begin alter table ${prefix}container rename column stale_since to oldest_stale; exception when undefined_column then null; end';

-- The check of an earlier version refuses the ids of sandboxes.
do $$ declare old name; begin
  for old in select conname from pg_catalog.pg_constraint
    where conrelid = '${prefix}container'::regclass and contype = 'c'
      and strpos(pg_get_constraintdef(oid), '[A-Za-z0-9._-]+$') > 0
  loop execute format('alter table ${prefix}container drop constraint %I, '
    'add constraint %I check (org_id ~ ''^[A-Za-z0-9._-]+(~test)?$'')', old, old); end loop; end $$;

-- What they lack.
alter table ${prefix}container add column if not exists primary_asset_id varchar(128) collate "C";
alter table ${prefix}container add column if not exists oldest_held timestamp(6) with time zone;
alter table ${prefix}container add column if not exists oldest_stale timestamp(6) with time zone;
alter table ${prefix}container add column if not exists creative_type varchar(64);
alter table ${prefix}asset add column if not exists former_position integer;
alter table ${prefix}asset add column if not exists media varchar(9) not null default 'held';
alter table ${prefix}organization add column if not exists change_sequence bigint not null default 0;
alter table ${prefix}organization add column if not exists changed_at timestamp(6) with time zone;
alter table ${prefix}organization add column if not exists key_revision bigint not null default 0;
alter table ${prefix}change add column if not exists former_project_id varchar(64);
alter table ${prefix}api_key add column if not exists status_changes bigint not null default 0;
alter table ${prefix}api_key add column if not exists projects varchar(1300);
alter table ${prefix}api_key add column if not exists expires_at timestamp(6) with time zone;
alter table ${prefix}api_key add column if not exists retired_sha256 varchar(64);
alter table ${prefix}api_key add column if not exists retired_until timestamp(6) with time zone;
alter table ${prefix}api_key add column if not exists last_used_at timestamp(6) with time zone;

-- A server of an earlier version, which would not log it, cannot change the status of a key.
create or replace function ${prefix}refuse_unlogged() returns trigger language plpgsql as
  'begin if new.status_changes = old.status_changes and new.last_used_at is not distinct from old.last_used_at then raise exception ''an earlier version of asset-lookup cannot change API keys of these tables''; end if; return new; end';
create or replace trigger ${bare}api_key_logged before update on ${prefix}api_key
  for each row execute function ${prefix}refuse_unlogged();

-- To a server of an earlier version a test key opens what is live: it shall not read it.
update ${prefix}api_key set status_changes = status_changes + 1, secret_sha256 = 'v2:'
    || translate(rtrim(encode(decode(secret_sha256, 'hex'), 'base64'), '='), '+/', '-_')
  where environment = 'test' and secret_sha256 ~ '^[0-9a-f]{64}$';

update ${prefix}container c set primary_asset_id = (
    select min(a.asset_id) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in = 0 and a.list_position = 0)
  where primary_asset_id is distinct from (
    select min(a.asset_id) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in = 0 and a.list_position = 0);

update ${prefix}container c set oldest_held = (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media <> 'released')
  where oldest_held is distinct from (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media <> 'released');

update ${prefix}container c set oldest_stale = least(deleted_at, (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media = 'released'))
  where oldest_stale is distinct from least(deleted_at, (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media = 'released'));

-- A project that is a UUID has one spelling.
update ${prefix}container set project_id = 'prj_' || lower(right(project_id, 36))
  where project_id ~ '^(prj_)?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
    and project_id <> 'prj_' || lower(right(project_id, 36));

-- The last, because whoever finds them takes the columns for filled.
create index if not exists ${bare}container_newest
  on ${prefix}container (org_id, deleted_at, created_at desc, container_id desc)
  where deleted_at is null;
create index if not exists ${bare}container_newest_of_project
  on ${prefix}container (org_id, project_id, deleted_at, created_at desc, container_id desc)
  where deleted_at is null and project_id is not null;
create index if not exists ${bare}container_held
  on ${prefix}container (oldest_held, org_id, container_id)
  where oldest_held is not null;
create index if not exists ${bare}container_stale
  on ${prefix}container (oldest_stale, org_id, container_id)
  where oldest_stale is not null;
-- For removing what is old.
create index if not exists ${bare}change_oldest on ${prefix}change (changed_at);
create index if not exists ${bare}audit_oldest on ${prefix}audit (changed_at);
