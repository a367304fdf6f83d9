-- The unique key is the index by which the keys of an organization are listed.
create table if not exists ${prefix}api_key (
  key_id              varchar(16) collate "C" not null primary key,
  org_id              varchar(64) collate "C" not null,
  org_name            varchar(200),
  environment         varchar(8)    not null,
  secret_sha256       varchar(64)   not null,
  scopes              varchar(2000) not null,
  rate_limit_tier     varchar(16)   not null,
  key_name            varchar(200),
  created_at          timestamp(6) with time zone not null,
  revoked_at          timestamp(6) with time zone,
  key_killed          boolean       not null,
  org_killed          boolean       not null,
  unique (org_id, key_id)
);

-- primary_asset_id is the first current asset; held_since and stale_since are the earliest times of
-- superseded assets whose media are not released, and of what need only be remembered.
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
  held_since       timestamp(6) with time zone,
  stale_since      timestamp(6) with time zone,
  primary key (org_id, container_id),
  check (org_id ~ '^[A-Za-z0-9._-]+$')
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

-- The highest revision that a removed container of the organization had.
create table if not exists ${prefix}organization (
  org_id         varchar(64) collate "C" not null primary key,
  revision_floor bigint      not null
);

-- What tables of an earlier version lack.
alter table ${prefix}container add column if not exists primary_asset_id varchar(128) collate "C";
alter table ${prefix}container add column if not exists held_since timestamp(6) with time zone;
alter table ${prefix}container add column if not exists stale_since timestamp(6) with time zone;
alter table ${prefix}container add column if not exists creative_type varchar(64);
alter table ${prefix}asset add column if not exists former_position integer;
alter table ${prefix}asset add column if not exists media varchar(9) not null default 'held';

update ${prefix}container c set primary_asset_id = (
    select min(a.asset_id) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in = 0 and a.list_position = 0)
  where primary_asset_id is distinct from (
    select min(a.asset_id) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in = 0 and a.list_position = 0);

update ${prefix}container c set held_since = (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media <> 'released')
  where held_since is distinct from (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media <> 'released');

update ${prefix}container c set stale_since = least(deleted_at, (
    select min(a.superseded_at) from ${prefix}asset a
    where a.org_id = c.org_id and a.container_id = c.container_id
      and a.superseded_in <> 0 and a.media = 'released'))
  where stale_since is distinct from least(deleted_at, (
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
  on ${prefix}container (held_since, org_id, container_id)
  where held_since is not null;
create index if not exists ${bare}container_stale
  on ${prefix}container (stale_since, org_id, container_id)
  where stale_since is not null;
