-- The unique key is the index by which the keys of an organization are listed.
create table if not exists ${prefix}api_key (
  key_id              varchar(16)   not null primary key,
  org_id              varchar(64)   not null,
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

create table if not exists ${prefix}container (
  org_id          varchar(64)    not null,
  container_id    uuid           not null,
  revision        bigint         not null,
  project_id      varchar(64),
  status          varchar(16)    not null,
  format          varchar(64),
  caption         varchar(10000),
  first_comment   varchar(10000),
  approval_status varchar(16)    not null,
  created_at      timestamp(6) with time zone not null,
  completed_at    timestamp(6) with time zone,
  last_error      varchar(2000),
  deleted_at      timestamp(6) with time zone,
  primary key (org_id, container_id),
  check (regexp_like(org_id, '^[A-Za-z0-9._-]+\z'))
);

-- superseded_in is 0 for a current asset, else the revision that superseded it: an id has one
-- current row at most, and one row for each time it was superseded.
create table if not exists ${prefix}asset (
  org_id          varchar(64)    not null,
  container_id    uuid           not null,
  asset_id        varchar(128)   not null,
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
  primary key (org_id, container_id, asset_id, superseded_in)
);
